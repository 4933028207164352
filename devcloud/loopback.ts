/** devcloud has no passwords and trusts the machine it runs on, so it must be reachable from that machine only. */

const LOOPBACK_ADDRESSES: readonly string[] = ['127.0.0.1', '::1', 'localhost']

export function requireLoopback(host: string): void {
  if (LOOPBACK_ADDRESSES.includes(host)) return
  throw new Error(`devcloud listens on this machine only (${LOOPBACK_ADDRESSES.join(', ')}), not on ${host}`)
}

/** A host as it stands in a URL: IPv6 in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** The `Host` headers under which this machine's own pages and programs reach a port. */
export function ownHosts(port: number): ReadonlySet<string> {
  return new Set(LOOPBACK_ADDRESSES.map((host) => `${hostInUrl(host)}:${port}`))
}
