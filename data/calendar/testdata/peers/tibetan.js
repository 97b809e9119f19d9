// Prints days in the calendars of @hnw/date-tibetan, one a line: calendar, day
// counted from 1 January of the year 1, year, month, leap, day; a minus before
// the day when it is the first of two. NODE_PATH=… node tibetan.js FIRST LAST STEP
const { CalendarTibetan, CalendarMongolian, CalendarBhutanese } = require('@hnw/date-tibetan')
const [first, last, step] = process.argv.slice(2).map(Number)
const out = []
for (let n = first; n <= last; n += step) {
  const d = new Date((n - 719163) * 86400000)
  for (const [name, Calendar] of [['tibetan', CalendarTibetan], ['mongolian', CalendarMongolian], ['bhutanese', CalendarBhutanese]]) {
    const [cycle, year, month, leap, day, leapDay] = new Calendar().fromGregorian(d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()).get()
    out.push(`${name} ${n} ${966 + 60 * cycle + year} ${month} ${leap ? 1 : 0} ${leapDay ? '-' : ''}${day}`)
  }
}
console.log(out.join('\n'))
