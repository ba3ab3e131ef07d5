import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'

const servers: TcpServer[] = []

/** Listens on any free port of loopback until {@link closeServers}. */
export async function listen(server: TcpServer): Promise<number> {
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

/** An HTTP server behind a real socket, and the paths it was asked for. */
export async function localServer(listener: RequestListener) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    listener(request, response)
  })
  return { origin: `http://127.0.0.1:${await listen(server)}`, seen }
}

/** Ends all of them, connections included. */
export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.close()
    if ('closeAllConnections' in server) (server as Server).closeAllConnections()
  }
}
