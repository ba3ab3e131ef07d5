import { type Client, ConfigurationError } from '@onesms/sdk'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'

/** What every hook works with. */
interface Setting {
  readonly client: Client
  readonly queryClient: QueryClient
}

const SettingContext = createContext<Setting | null>(null)

/** What {@link OneSmsClientProvider} takes. */
export interface OneSmsClientProviderProps {
  /** Made once, outside of components: whatever it has read and follows is kept by it. */
  readonly client: Client
  /** What keeps answers. Default: that of TanStack Query's own provider above, else one of our own. */
  readonly queryClient?: QueryClient
  readonly children?: ReactNode
}

/** Gives the hooks below it their client. Asks for nothing by itself. */
export function OneSmsClientProvider({ client, queryClient, children }: OneSmsClientProviderProps) {
  const above = useContext(QueryClientContext)
  const given = queryClient ?? above
  const setting = useMemo(() => ({ client, queryClient: given ?? new QueryClient() }), [client, given])
  useEffect(() => {
    setting.queryClient.mount() // from now on it hears when the page is seen again
    return () => setting.queryClient.unmount()
  }, [setting])
  return <SettingContext.Provider value={setting}>{children}</SettingContext.Provider>
}

/** The client and the cache of answers. @throws {@link ConfigurationError} where no provider stands above. */
export function useSetting(): Setting {
  const setting = useContext(SettingContext)
  if (setting) return setting
  throw new ConfigurationError('a hook of @onesms/react has no OneSmsClientProvider above it', {
    hint: 'Wrap the app once: <OneSmsClientProvider client={client}>',
  })
}

/**
 * The client that was given to {@link OneSmsClientProvider}, for whatever no hook does.
 * @throws {@link ConfigurationError} where no provider stands above.
 */
export function useOneSmsClient(): Client {
  return useSetting().client
}
