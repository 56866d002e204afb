// The GraphQL page: GraphiQL with a tab for each screen's document.
import { explorerPlugin } from '@graphiql/plugin-explorer'
import '@graphiql/plugin-explorer/style.css'
import { HISTORY_PLUGIN } from '@graphiql/plugin-history'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import { useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { documentsPlugin, listDocuments } from './documents.jsx'
import { Header } from './header.jsx'
import { editorTheme } from './monaco.js'
import { authorization, fetchAs, useSession } from './session.js'
import './style.css'
import { useTheme } from './theme.js'

const documents = await listDocuments()
const plugins = [documentsPlugin(documents), explorerPlugin(), HISTORY_PLUGIN]
const firstVisit = localStorage.getItem('graphiql:tabState') === null

function fetcherWith(connectionParams) {
  const fetcher = createGraphiQLFetcher({
    url: '/graphql',
    subscriptionUrl: new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
    wsConnectionParams: connectionParams,
    fetch: fetchAs,
  })
  return (params, options) => fetcher(freshlyNamed(params), options)
}

// GraphiQL notices the operation's name with a delay: right after a change of tabs it still has the other tab's.
function freshlyNamed({ operationName, ...params }) {
  return new RegExp(`\\b${operationName}\\b`).test(params.query) ? { ...params, operationName } : params
}

function Explorer() {
  const token = useSession()?.token
  const theme = useTheme()
  // A new fetcher for each token makes GraphiQL read the schema anew, as that person.
  const fetcher = useMemo(() => fetcherWith(authorization()), [token])
  return (
    <>
      <Header page="graphql" />
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultTabs={documents.map(({ query, variables }) => ({ query, variables }))}
        initialVariables={firstVisit ? documents[0]?.variables : undefined}
        defaultEditorToolsVisibility="variables"
        defaultTheme={theme}
        forcedTheme={theme}
        editorTheme={editorTheme}
        schemaDescription
        inputValueDeprecation
        shouldPersistHeaders={false}
      >
        <GraphiQL.Logo> </GraphiQL.Logo>
      </GraphiQL>
    </>
  )
}

createRoot(document.getElementById('root')).render(<Explorer />)
