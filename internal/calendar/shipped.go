package calendar

import (
	"bytes"
	_ "embed" // the holidays of 2020 to 2026
	"encoding/csv"
	"slices"
	"strconv"
	"sync"

	"github.com/zhihui-renda/renda/internal/fault"
)

//go:embed data/days.csv
var shippedDays []byte

//go:embed data/years.csv
var shippedYears []byte

// Shipped are the years that come with the program, each checked like an
// imported one; see data/README.md for where they are from.
func Shipped() []Year { return slices.Clone(shipped()) }

var shipped = sync.OnceValue(func() []Year {
	years, err := readShipped()
	if err != nil {
		panic("calendar: the shipped holidays do not read: " + err.Error()) //nolint:forbidigo // embedded: the first test of any build shows it
	}
	return years
})

func readShipped() ([]Year, error) {
	days, err := csv.NewReader(bytes.NewReader(shippedDays)).ReadAll()
	if err != nil {
		return nil, err
	}
	sources, err := csv.NewReader(bytes.NewReader(shippedYears)).ReadAll()
	if err != nil {
		return nil, err
	}
	var years []Year
	for _, row := range sources[1:] {
		number, err := strconv.Atoi(row[0])
		if err != nil {
			return nil, err
		}
		year := Year{Year: number, Source: row[1]}
		for _, day := range days[1:] {
			if day[0] != row[0] {
				continue
			}
			date, err := ParseDate(day[1])
			if err != nil {
				return nil, err
			}
			year.Days = append(year.Days, Day{Date: date, Kind: Kind(day[2]), Name: day[3]})
		}
		if problems := year.Check(); len(problems) > 0 {
			return nil, fault.New(fault.Internal, CodeBadNotice, "%d: %s", number, problems[0].Detail)
		}
		years = append(years, year)
	}
	return years, nil
}
