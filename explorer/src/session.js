// Who is asking: one access token, kept for this browser tab only.
import { useSyncExternalStore } from 'react'

const KEY = 'beatgraph:session'
const LOGIN = `mutation ($input: LoginInput!) {
  login(input: $input) { token refreshToken user { displayName } errors { code message field } }
}`

const listeners = new Set()
let session = read()

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY))
  } catch {
    return null
  }
}

function keep(next) {
  session = next
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next))
  else sessionStorage.removeItem(KEY)
  listeners.forEach(listener => listener())
}

function subscribe(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSession = () => useSyncExternalStore(subscribe, () => session)

export const authorization = () => (session?.token ? { authorization: `Bearer ${session.token}` } : {})

export const logOut = () => keep(null)

export function adoptToken(pasted) {
  const token = pasted.trim().replace(/^Bearer\s+/i, '')
  if (!token) throw new Error('Paste a token first.')
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Error('A token has no spaces and only plain characters.')
  keep({ token, name: `Token …${token.slice(-6)}` })
}

export async function logIn(email, password) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: LOGIN, variables: { input: { email, password } } }),
  })
  const answer = await response.json().catch(() => ({}))
  const login = answer.data?.login
  const error = answer.errors?.[0] ?? login?.errors?.[0]
  if (error || !login?.token) throw new Error(error?.message ?? `The server answered ${response.status}.`)
  keep({ token: login.token, name: login.user?.displayName || email })
}

// Fetches as the person who logged in. A token that the server refuses is forgotten, so that public fields work again.
export async function fetchAs(url, init = {}) {
  const headers = new Headers(init.headers)
  const ours = session?.token && !headers.has('authorization')
  if (ours) headers.set('authorization', `Bearer ${session.token}`)
  const response = await fetch(url, { ...init, headers })
  if (ours && response.status === 401) keep({ expired: true })
  return response
}
