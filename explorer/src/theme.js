// Light, dark, or as the system says: one choice for both pages, remembered by the browser.
import { useSyncExternalStore } from 'react'

const KEY = 'beatgraph:theme'
const system = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set()

const chosen = () => localStorage.getItem(KEY) ?? (system.matches ? 'dark' : 'light')

function apply() {
  document.documentElement.dataset.theme = chosen()
  document.documentElement.classList.toggle('dark-mode', chosen() === 'dark') // Swagger UI's own switch
  listeners.forEach(listener => listener())
}

function subscribe(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useTheme = () => useSyncExternalStore(subscribe, chosen)

export function toggleTheme() {
  localStorage.setItem(KEY, chosen() === 'dark' ? 'light' : 'dark')
  apply()
}

system.addEventListener('change', apply)
apply()
