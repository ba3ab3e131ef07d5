/** The form of a site that one tests. */
export interface SignUp {
  enterPhone(phone: string): Promise<void>
  enterCode(code: string): Promise<void>
}
