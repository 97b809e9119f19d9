package book

import (
	"time"

	"dragoman/data/calendar"
)

// OrderStatus tells how far an order has come.
type OrderStatus string

// The statuses of an order. A quote and a cancelled order count nowhere. What
// came back has the status OrderReturned: an amount below zero is taken off the
// sales, and an order with an amount above zero came back whole and counts as
// nothing.
const (
	OrderQuote     OrderStatus = "quote"
	OrderOpen      OrderStatus = "open"
	OrderDelivered OrderStatus = "delivered"
	OrderPaid      OrderStatus = "paid"
	OrderCancelled OrderStatus = "cancelled"
	OrderReturned  OrderStatus = "returned"
)

// OrderStatuses lists the statuses in the order in which they are offered.
func OrderStatuses() []OrderStatus {
	return []OrderStatus{OrderOpen, OrderDelivered, OrderPaid, OrderQuote, OrderCancelled, OrderReturned}
}

// Order is what a customer ordered: by lines, or as a bare total. Amounts are
// minor units of its currency (cents).
type Order struct {
	ID         ID
	Version    int64
	CustomerID ID
	DealID     ID // the deal that was won with it, or ""
	Number     string
	On         calendar.Date
	Status     OrderStatus
	Currency   string // ISO 4217
	Total      int64  // the sum of the lines where there are any
	Cost       int64  // what it cost us, when CostKnown
	CostKnown  bool
	Payment    string // how it is paid, in the user's words
	Note       string
	Lines      []OrderLine
	Thanked    bool // the customer was thanked for it, or need not be

	CreatedAt time.Time
	UpdatedAt time.Time
	TrashedAt time.Time

	// Base and BaseCost are Total and Cost in the base currency of the book at
	// the rate of the day, when Rated; the store keeps them up to date.
	Base, BaseCost int64
	Rated          bool
}

// OrderLine is one line of an order.
type OrderLine struct {
	ID       ID
	Text     string
	Quantity int64 // thousandths
	Price    int64 // minor units for one
}

// quantityUnit is how many thousandths make one.
const quantityUnit = 1000

// Amount is what the line comes to: quantity times price, half a minor unit
// rounded away from zero.
func (l OrderLine) Amount() int64 {
	n := l.Quantity * l.Price
	if n < 0 {
		return -((-n + quantityUnit/2) / quantityUnit)
	}
	return (n + quantityUnit/2) / quantityUnit
}

// Counts says what an order is in the figures: 1 for a sale, -1 for a return
// that is taken off the sales, 0 for one that counts nowhere.
func (o Order) Counts() int {
	switch o.Status {
	case OrderOpen, OrderDelivered, OrderPaid:
		return 1
	case OrderReturned:
		if o.Total < 0 {
			return -1
		}
	}
	return 0
}

// OrderFilter picks orders: every part that is set must hold.
type OrderFilter struct {
	Text      string // number of the order, or words as in the search box
	Customer  ID
	Customers []ID // when set, of one of these, or with Text as their number
	Statuses  []OrderStatus
	Currency  string
	From, To  calendar.Date // inclusive
	Unrated   bool          // only those that count and have no rate yet
}

// OrderQuery asks for one page of orders, the latest first.
type OrderQuery struct {
	Filter OrderFilter
	After  string // Next of the page before, or ""
	Limit  int    // 1 to 500; 0 is 60
}

// OrderRow is an order with whose it is.
type OrderRow struct {
	Order
	Customer *CustomerRow
}

// OrderPage is one page of a list. Next is "" on the last one.
type OrderPage struct {
	Rows []OrderRow
	Next string
}

// OrderTotals sums orders in the base currency of the book. What cannot be
// summed stands in Apart.
type OrderTotals struct {
	All     int   // orders that the filter picks
	Count   int   // of them sales
	Returns int   // of them returns with an amount
	Total   int64 // of sales less returns that have a rate, in the base currency
	Cost    int64 // of those whose cost is known
	Costed  int64 // the part of Total whose cost is known; margin = Costed - Cost
	Apart   []Unrated
}

// Unrated are the orders of one currency that have no rate yet.
type Unrated struct {
	Currency string
	Count    int
	Total    int64         // in that currency
	First    calendar.Date // of the earliest of them
	Last     calendar.Date // of the latest
}

// OrderSummary is what the orders of one customer come to, in the base currency
// of the book. Quotes, cancelled orders and the trash are left out.
type OrderSummary struct {
	CustomerID  ID
	Count       int           // sales
	Days        int           // different days on which there was a sale
	Returns     int           // returns with an amount
	First, Last calendar.Date // of the sales
	Total       int64         // sales less returns, as far as they have a rate
	Cost        int64         // of those whose cost is known
	Costed      int64         // the part of Total whose cost is known
	Unrated     int           // sales and returns without a rate: not in Total
}

// MonthlySales are the sales of one month in the base currency.
type MonthlySales struct {
	Year, Month int
	Count       int
	Total       int64
	Unrated     int
}
