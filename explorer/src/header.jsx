// The bar above both pages: the name, the two doors, the theme, and who is asking.
import { useState } from 'react'
import mark from './mark.svg'
import { logIn, logOut, useSession, adoptToken } from './session.js'
import { toggleTheme, useTheme } from './theme.js'

export function Header({ page }) {
  const here = name => (page === name ? 'page' : undefined)
  return (
    <header className="bar">
      <a className="brand" href="/explorer/">
        <img src={mark} alt="" width="26" height="26" />
        Beatgraph
      </a>
      <nav aria-label="Doors">
        <a href="/explorer/" aria-current={here('graphql')}>GraphQL</a>
        <a href="/api/docs" aria-current={here('rest')}>REST</a>
      </nav>
      <span className="room" />
      <ThemeButton />
      <Account />
    </header>
  )
}

function ThemeButton() {
  const other = useTheme() === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" className="quiet" onClick={toggleTheme} aria-label={`Use the ${other} theme`} title={`Use the ${other} theme`}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
    </button>
  )
}

function Account() {
  const session = useSession()
  if (session?.token)
    return (
      <>
        <span className="who" title="Your token goes along with every request of this tab.">{session.name}</span>
        <button type="button" onClick={logOut}>Log out</button>
      </>
    )
  return (
    <>
      {session?.expired && <span className="who over" role="status">The server refused that token</span>}
      <button type="button" className="loud" popoverTarget="login">Log in</button>
      <LoginBox />
    </>
  )
}

function LoginBox() {
  const [problem, setProblem] = useState(null)
  const [busy, setBusy] = useState(false)

  const submit = act => async event => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    try {
      await act(fields)
    } catch (error) {
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div id="login" popover="auto" className="login">
      <form onSubmit={submit(fields => logIn(fields.get('email'), fields.get('password')))}>
        <label>E-mail <input name="email" type="email" autoComplete="username" required /></label>
        <label>Password <input name="password" type="password" autoComplete="current-password" required /></label>
        <button className="loud" disabled={busy}>Log in with password</button>
      </form>
      <p className="or"><span>or</span></p>
      <form onSubmit={submit(fields => adoptToken(fields.get('token')))}>
        <label>Token <input name="token" autoComplete="off" spellCheck="false" placeholder="Access token or personal token" required /></label>
        <button disabled={busy}>Use this token</button>
      </form>
      {problem && <p className="problem" role="alert">{problem}</p>}
      <p className="note">Kept in this tab only, and gone when you close it.</p>
    </div>
  )
}
