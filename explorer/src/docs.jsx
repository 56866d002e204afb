// The REST page: Swagger UI over the server's own description of itself.
import { createRoot } from 'react-dom/client'
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import 'swagger-ui-dist/swagger-ui.css'
import { Header } from './header.jsx'
import { localReferences } from './references.js'
import { authorization } from './session.js'
import './style.css'

const root = document.getElementById('root')
const reference = document.createElement('main')
root.after(reference)
createRoot(root).render(<Header page="rest" />)

SwaggerUI({
  url: '/api/openapi.json',
  domNode: reference,
  deepLinking: true,
  plugins: [localReferences],
  filter: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null, // Swagger UI would send the document to a validator elsewhere.
  requestInterceptor: request => {
    const ours = new URL(request.url, location.href).origin === location.origin
    if (ours) request.headers = { ...authorization(), ...request.headers }
    return request
  },
})
