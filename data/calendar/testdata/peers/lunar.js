// Prints days in the Chinese calendar of lunar-javascript,
// one a line: calendar, day counted from 1 January of the year 1, year, month,
// leap, day. NODE_PATH=… node lunar.js FIRST LAST STEP
const { Solar } = require('lunar-javascript')
const [first, last, step] = process.argv.slice(2).map(Number)
const out = []
for (let n = first; n <= last; n += step) {
  const d = new Date((n - 719163) * 86400000)
  const x = Solar.fromYmd(d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()).getLunar()
  out.push(`chinese ${n} ${x.getYear()} ${Math.abs(x.getMonth())} ${x.getMonth() < 0 ? 1 : 0} ${x.getDay()}`)
}
console.log(out.join('\n'))
