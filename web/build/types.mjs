// Makes the types of the API from its description. The key of a write is left out of the parameters: the client adds it.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const description = JSON.parse(readFileSync(new URL('../../api/testdata/openapi.json', import.meta.url), 'utf8'))
for (const path of Object.values(description.paths)) {
  for (const operation of Object.values(path)) {
    if (operation.parameters) operation.parameters = operation.parameters.filter((p) => p.name !== 'Idempotency-Key')
  }
}
const target = new URL('../src/api/schema.d.ts', import.meta.url)
writeFileSync(target, astToString(await openapiTS(description)))
