package exchange_test

import (
	"context"
	"fmt"
	"strings"

	"dragoman/data/exchange"
)

func ExampleOpen() {
	file := "姓名,手机,国家,生日\n王小明,138 0013 8000,中国,农历八月十五\n"
	s, err := exchange.Open(context.Background(), "customers.csv", int64(len(file)), strings.NewReader(file), exchange.Options{Region: "DE"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for in, err := range s.Records(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		c := in.Customer
		fmt.Println(c.Name.Full, c.Channels[0].Normal, c.Country, c.Dates[0].When)
	}
	// Output: 王小明 +8613800138000 CN chinese:--08-15
}
