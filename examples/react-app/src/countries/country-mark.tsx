/** The two letters of a country, where others show a flag. */
export const CountryMark = ({ code }: { readonly code: string }) => (
  <span className="country-mark" aria-hidden="true">
    {code.includes(':') ? '··' : code}
  </span>
)
