import { buyAnyway } from './buy-anyway.ts'

console.log('Two providers behind one client; the second is asked on the proof that the first sold nothing.\n')
console.table(await buyAnyway())
