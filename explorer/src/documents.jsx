// A side panel that lists the documents of the app's screens and opens them in tabs.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'

export async function listDocuments() {
  const response = await fetch('/explorer/operations.json')
  if (!response.ok) throw new Error(`The documents could not be read: the server answered ${response.status}.`)
  return response.json()
}

export function documentsPlugin(documents) {
  return { title: 'Documents', icon: Icon, content: () => <Panel documents={documents} /> }
}

function Panel({ documents }) {
  const { addTab, changeTab } = useGraphiQLActions()
  const { tabs, queryEditor, variableEditor } = useGraphiQL(({ tabs, queryEditor, variableEditor }) => ({ tabs, queryEditor, variableEditor }))

  const open = ({ query, variables }) => {
    const index = tabs.findIndex(tab => tab.query === query)
    if (index >= 0) return changeTab(index)
    addTab()
    queryEditor?.setValue(query)
    variableEditor?.setValue(variables)
  }

  return (
    <section className="documents">
      <h2>Documents</h2>
      <p>What the app’s screens ask for. Each opens in a tab of its own.</p>
      <ul>
        {documents.map(document => (
          <li key={document.name}>
            <button type="button" onClick={() => open(document)}>{document.name}</button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Icon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" aria-hidden="true">
      <path d="M5 2.5h7l3 3v12H5zM12 2.5v3h3M7.5 9h5M7.5 11.5h5M7.5 14h3" />
    </svg>
  )
}
