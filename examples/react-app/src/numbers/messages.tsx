import type { SmsMessage } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'

interface MessagesProps {
  readonly messages: readonly SmsMessage[]
  readonly isOver: boolean
}

/** Every SMS, the newest first. What stands in them is text and never anything else. */
export function Messages({ messages, isOver }: MessagesProps) {
  const { t, format } = useSpeech()
  return (
    <section className="messages" aria-labelledby="messages">
      <h2 id="messages">{t.number.messages}</h2>
      {messages.length === 0 && <p className="muted">{isOver ? t.number.noMessages : t.number.noMessagesYet}</p>}
      <ol>
        {messages.toReversed().map(({ id, text, code, sender, channel, receivedAt }) => (
          <li key={id} className="message">
            <p className="message-facts">
              <span>{channel === 'voice' ? t.number.call : sender === null ? 'SMS' : t.number.from(sender)}</span>
              {receivedAt && <time dateTime={receivedAt.toISOString()}>{format.moment(receivedAt)}</time>}
            </p>
            <p className="message-text" dir="auto">
              {text ?? code}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
