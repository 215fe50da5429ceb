/** The parts of an OpenAPI 3.1 document that the page shows. */
export interface SchemaObject {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  description?: string
  properties?: Record<string, SchemaObject>
  items?: SchemaObject
  required?: string[]
  additionalProperties?: boolean | SchemaObject
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
}

export interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: SchemaObject
}

export interface Operation {
  summary?: string
  description?: string
  operationId?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: SchemaObject }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: SchemaObject }> }>
}

export interface OpenAPI {
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, SchemaObject> }
}

export interface Entry {
  id: string
  method: string
  path: string
  operation: Operation
}

/** Operations by tag, in the order of the document. */
export function byTag(document: OpenAPI, filter: string): { tag: string; entries: Entry[] }[] {
  const groups = new Map<string, Entry[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const entry = { id: operation.operationId ?? `${method} ${path}`, method: method.toUpperCase(), path, operation }
      const words = `${operation.summary} ${path} ${entry.id}`.toLowerCase()
      if (!words.includes(filter.trim().toLowerCase())) continue
      const tag = operation.tags?.[0] ?? ''
      groups.set(tag, [...(groups.get(tag) ?? []), entry])
    }
  }
  return [...groups].map(([tag, entries]) => ({ tag, entries }))
}

/** What a reference points at, and the name it has. */
export function resolve(document: OpenAPI, schema: SchemaObject | undefined): { name: string; schema: SchemaObject } {
  const name = schema?.$ref?.split('/').pop() ?? ''
  const found = name ? document.components?.schemas?.[name] : schema
  return { name, schema: found ?? {} }
}

/** A type in a few words: `string(date)`, `Person[]`, `"a" | "b"`. */
export function typeOf(document: OpenAPI, given: SchemaObject | undefined): string {
  const { name, schema } = resolve(document, given)
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ')
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((t) => t && t !== 'null')
  if (schema.items) return `${typeOf(document, schema.items)}[]`
  if (name) return name
  if (typeof schema.additionalProperties === 'object') return `{ [key]: ${typeOf(document, schema.additionalProperties)} }`
  return (types.join(' | ') || 'any') + (schema.format && schema.format !== 'int64' ? `(${schema.format})` : '')
}

/** Bounds of a value: 1–64, ^[a-z]+$. */
export function boundsOf(schema: SchemaObject | undefined): string {
  if (!schema) return ''
  const range = (low?: number, high?: number) => (low === undefined && high === undefined ? '' : `${low ?? 0}–${high ?? '∞'}`)
  return [range(schema.minLength, schema.maxLength), range(schema.minimum, schema.maximum), schema.pattern].filter(Boolean).join('  ')
}
