// Reads a message from standard input and prints the nanoseconds that parsing it and reading every field takes.
import { readFileSync } from 'node:fs'
import { Message } from 'node-hl7-client'

const warmUp = 500
const rounds = 2000
const text = readFileSync(0, 'utf8').trimEnd()

function visit() {
  let length = 0
  new Message({ text }).forEach(segment => {
    for (let field = 1; field < segment.length; field++) {
      length += segment.get(field).toRaw().length
    }
  })
  return length
}

for (let i = 0; i < warmUp; i++) visit()
const started = process.hrtime.bigint()
for (let i = 0; i < rounds; i++) visit()
console.log(Number(process.hrtime.bigint() - started) / rounds)
