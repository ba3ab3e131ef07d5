import { Verify } from './verify.tsx'

export default function Page() {
  return (
    <>
      <h1>A number and its code</h1>
      <Verify service="telegram" country="GB" />
    </>
  )
}
