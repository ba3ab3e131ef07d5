declare module 'sms-activate' {
  /** What is used here of a package that brings no types. */
  export default class SmsActivate {
    constructor(apiKey: string)
    readonly session: { readonly defaults: { baseURL: string } }
    getBalance(): Promise<number | null>
    getNumber(service: string, country: number): Promise<{ readonly id: number; readonly number: number } | null>
    setStatus(id: number, status: number): Promise<string>
    getCode(id: number): Promise<string | null>
    getStatus(id: number): Promise<string>
  }
}
