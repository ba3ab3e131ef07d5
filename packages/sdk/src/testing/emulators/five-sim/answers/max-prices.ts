import { json, text } from '../../reply.ts'
import { nanoTime } from '../times.ts'
import { bad } from './refusals.ts'
import type { Answer } from './request.ts'

/** `GET /user/max-prices` */
export const maxPrices: Answer = ({ desk }) =>
  json(
    Array.from(desk.caps, ([product, { id, price, at }]) => ({
      id,
      product,
      price: Number(price),
      CreatedAt: nanoTime(at, product),
    })),
  )

/** `POST /user/max-prices` */
export const setMaxPrice: Answer = ({ desk, now }, { body }) => {
  const { product, price } = read(body)
  if (product === '') return bad('product_name is empty')
  if (!/^\d+(\.\d{1,4})?$/.test(price)) return bad('any error')
  desk.caps.set(product, { id: desk.caps.get(product)?.id ?? desk.caps.size + 1, price, at: now })
  return text('ok')
}

/** `DELETE /user/max-prices` */
export const deleteMaxPrice: Answer = ({ desk }, { body }) => {
  const { product } = read(body)
  if (product === '') return bad('product_name is empty')
  return desk.caps.delete(product) ? text('ok') : bad('record not found')
}

function read(body: string): { readonly product: string; readonly price: string } {
  const members = new Map(Object.entries(objectOf(body)))
  const product = members.get('product_name')
  const price = members.get('price')
  return { product: typeof product === 'string' ? product : '', price: typeof price === 'number' ? String(price) : '' }
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
