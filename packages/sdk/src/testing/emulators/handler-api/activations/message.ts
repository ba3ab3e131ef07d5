import type { Random } from '../catalog/random.ts'

/** A text with a gap for the code, and how the code in it looks: `9` stands for a digit. */
type Template = readonly [shape: string, text: string]

const TEMPLATES: readonly Template[] = [
  ['999999', 'Your {brand} code is {code}'],
  ['999999', '{code} is your {brand} verification code. Do not share it with anyone.'],
  ['99999', 'Login code: {code}. Do not give this code to anyone, even if they say they are from {brand}!'],
  ['999-999', 'Your {brand} account code: {code}\nDon’t share this code'],
  ['9999', '[{brand}] {code} is your security code, valid for 5 minutes'],
  ['G-999999', '{code} is your {brand} verification code.'],
  ['999999', '<#> {brand}: {code} is your code\nfP2xk+Q8wZr'],
  ['9999', 'Код подтверждения {brand}: {code}. Никому его не сообщайте.'],
  ['999999', 'Tu código de verificación de {brand} es {code}'],
  ['99999999', '{code} é o seu código {brand}. Válido por 10 minutos.'],
  ['9999', 'Votre code {brand} : {code}. Il expire dans 15 minutes.'],
  ['999999', '{brand}: Ihr Bestätigungscode lautet {code}.'],
  ['999999', '【{brand}】您的验证码是{code}，5分钟内有效，请勿泄露。'],
  ['99999', '{code} adalah kode {brand} Anda. JANGAN berikan kepada siapa pun.'],
  ['999999', 'رمز التحقق الخاص بك في {brand} هو {code}'],
  ['999999', '{brand} doğrulama kodunuz: {code}'],
  ['9999', 'Mã xác thực {brand} của bạn là {code}'],
]

const WITHOUT_CODE = 'Welcome to {brand}! Tap the link in the app to go on.'

/** An SMS before it is delivered. */
export interface Message {
  readonly text: string
  readonly code: string | null
  readonly sender: string
}

/** What somebody asks a message to be; the rest is invented. */
export type MessageWishes = Partial<Message>

/** An invented SMS of a service. A wish for a text alone makes a message without a code. */
export function inventMessage(brand: string, random: Random, wishes: MessageWishes = {}): Message {
  const { text, sender = senderOf(brand) } = wishes
  if (text !== undefined) return { text, code: wishes.code ?? null, sender }
  if (wishes.code === null) return { text: fill(WITHOUT_CODE, brand, ''), code: null, sender }
  const [shape, template] = TEMPLATES[Math.floor(random() * TEMPLATES.length)] ?? ['9999', '{code}']
  const code = wishes.code ?? shape.replace(/9/g, () => String(Math.floor(random() * 10)))
  return { text: fill(template, brand, code), code, sender }
}

const fill = (template: string, brand: string, code: string) =>
  template.replace('{brand}', () => brand).replace('{code}', () => code)

/** Alphanumeric senders have eleven characters at most. */
const senderOf = (brand: string) => (brand.match(/[A-Za-z0-9]+/g) ?? []).join('').slice(0, 11) || 'INFO'
