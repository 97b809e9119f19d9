// Measures npm date-holidays: the places given, as CC or CC-REGION, one year
// cold, then ten years warm. Its data is not used.
const wanted = process.argv[2].split(',');
const start = process.hrtime.bigint();
const Holidays = require('date-holidays');
const h = new Holidays();
const known = h.getCountries();
const places = wanted.filter((p) => {
  const [c, r] = p.split('-');
  return known[c] && (!r || (h.getStates(c) || {})[r]);
});
let days = 0;
const year = (y) => places.forEach((p) => { days += new Holidays(...p.split('-')).getHolidays(y).length; });
year(2027);
const cold = Number(process.hrtime.bigint() - start);
const again = process.hrtime.bigint();
for (let y = 2016; y < 2026; y++) year(y);
const warm = Number(process.hrtime.bigint() - again) / 10;
console.log(JSON.stringify({ cold, warm, days, places }));
