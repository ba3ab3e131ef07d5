/** Whether only this machine reaches an address. */
export const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host)
