// Package exchange reads the files in which users keep their customers today:
// vCard 2.1, 3.0 and 4.0, and CSV as Google Contacts, Outlook, Thunderbird and
// spreadsheets write it.
//
// It promises that nothing of a file is dropped in silence: what we model goes
// to its field, what we do not is kept in order in the Origin of the customer,
// and what cannot be read comes back as a Problem beside the good part. Memory
// stays flat however long the file is. It leaves to book which customer a
// record belongs to, and to the screens which words describe a problem.
package exchange
