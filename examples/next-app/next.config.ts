export default {
  poweredByHeader: false,
  // The client of the provider keeps its purchases in a file and opens sockets of its own: it is loaded, not bundled.
  serverExternalPackages: ['@onesms/sdk'],
}
