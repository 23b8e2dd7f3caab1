/** The part of `fetch` that is used: Electron's in the app (it knows the system's proxies), Node's in tests. */
export type HttpFetch = (url: string, init: RequestInit) => Promise<Response>
