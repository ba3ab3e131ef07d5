export type { Complaint } from './accessibility.ts'
export { openBrowser, type TestBrowser } from './open-browser.ts'
export type { Visit, VisitOptions } from './visit.ts'
