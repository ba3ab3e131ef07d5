import { client, plainLoop } from './compare.ts'

console.log('The provider charges and the connection is cut before its answer arrives, three times in a row.\n')
console.table({ 'plain loop of three attempts': await plainLoop(), '@onesms/sdk': await client() })
