import type { Client } from '@onesms/sdk'

export async function listCatalog(client: Client) {
  // #region
  const [services, countries] = await Promise.all([client.catalog.services(), client.catalog.countries()])

  console.log(services.find(({ slug }) => slug === 'telegram')) // { slug: 'telegram', nativeId: 'tg', name: 'Telegram' }
  console.log(countries.find(({ iso }) => iso === 'GB')) // { iso: 'GB', nativeId: '16', name: 'England' }
  // #endregion
}
