package demo

import (
	_ "embed" // family names with their frequency
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"sync"
)

//go:embed data/family-names.csv
var familyRows string

// given are the signs that given names are put together from.
var given = []rune("安博晨诚川春达东方峰岗光贵海涵航昊和恒宏华怀辉慧吉佳嘉建江杰锦静娟军凯康克坤兰乐莉立良林琳玲龙梅美敏明宁鹏平琪青庆泉仁荣瑞山珊尚胜书舒顺思松涛天婷维伟文武霞贤晓欣新兴秀雪雅燕杨义英勇宇玉远月云泽哲珍正志忠子祖")

type families struct {
	names []string
	upTo  []int // running sums of the frequencies
}

var familyNames = sync.OnceValue(func() families {
	var f families
	sum := 0
	for _, row := range rowsOf(familyRows) {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			panic("demo: family-names.csv: " + err.Error()) //nolint:forbidigo // embedded: the first test of any build shows it
		}
		sum += n
		f.names, f.upTo = append(f.names, row[0]), append(f.upTo, sum)
	}
	return f
})

// nameOf makes up a name: the same one for the same user name, for ever.
func nameOf(username string) string {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte("renda demo " + username))
	chance := rand.New(rand.NewPCG(sum.Sum64(), 20261123)) //nolint:gosec // made-up names need no secrecy, they need to stay the same
	f := familyNames()
	at := chance.IntN(f.upTo[len(f.upTo)-1])
	name := ""
	for i, upTo := range f.upTo {
		if at < upTo {
			name = f.names[i]
			break
		}
	}
	signs := 2
	if chance.IntN(4) == 0 {
		signs = 1
	}
	for range signs {
		name += string(given[chance.IntN(len(given))])
	}
	return name
}
