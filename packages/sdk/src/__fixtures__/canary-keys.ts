import { randomBytes } from 'node:crypto'

const base64url = (bytes: number) => randomBytes(bytes).toString('base64url')

/** As many hosts give them. */
export const hexKey = () => randomBytes(16).toString('hex')
/** Of its signs every one means something somewhere. */
export const keyOfSigns = () =>
  `${randomBytes(9).toString('base64')}!'()*~&%+/=<>"\\${randomBytes(9).toString('base64')}`
/** A token of three parts, as 5SIM gives them; with a short signature, since the search takes longer with every sign. */
export const tokenKey = () =>
  `${Buffer.from('{"alg":"RS512","typ":"JWT"}').toString('base64url')}.${base64url(60)}.${base64url(48)}`
