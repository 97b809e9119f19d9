package personname

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSound(t *testing.T) {
	for _, c := range []struct {
		text, typed string
		want        Fit
	}{
		{"中秋节", "zhongqiujie", Whole},
		{"中秋节", "zhong qiu jie", Whole},
		{"中秋节", "zhongqiu", Begins},
		{"中秋节", "zhongq", Begins},
		{"中秋节", "zqj", Whole},
		{"中秋节", "zq", Begins},
		{"中秋节", "z", Begins},
		{"中秋节", "qiujie", Inside},
		{"中秋节", "qj", NoFit},
		{"中秋节", "ongqiu", NoFit},
		{"中秋节", "zhongqiujiez", NoFit},
		{"中秋节", "zqjz", NoFit},
		{"中秋节", "", NoFit},
		{"中秋节", "  ", NoFit},
		{"重阳节", "chongyang", Begins},
		{"重阳节", "cyj", Whole},
		{"佛诞", "fodan", Whole},
		{"调休", "tiaoxiu", Whole},
		{"银行假日", "yinhang", Begins},
		{"解放日", "jiefangri", Whole},
		{"妇女节", "funvjie", Whole},
		{"妇女节", "funujie", Whole},
		{"万圣节前夜", "wsjqy", Whole},
		{"520 网络情人节", "520wangluo", Begins},
		{"520 网络情人节", "wangluo", Inside},
		{"美国独立日", "duliri", Inside},
		{"추석", "chuseok", Whole},
		{"ひなまつり", "hinamatsuri", Whole},
		{"聖誕節", "shengdan", Begins},
		{"Tết", "tet", NoFit},
		{"Christmas", "ch", NoFit},
		{"", "a", NoFit}, // found by their letters, not by their sound
	} {
		if got := SoundOf(c.text).Fits(c.typed); got != c.want {
			t.Errorf("%q typed for %s fits as %d, want %d", c.typed, c.text, got, c.want)
		}
	}
}

// TestPinyinIsOneOfTheReadings: what the customers' index knows of a text, its
// sound knows too, and each beginning of it.
func TestPinyinIsOneOfTheReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("中秋节春佛重阳解放日吕女绿银行乐都长曾万国庆")), 1, 8, -1).Draw(t, "text")
		typed := strings.ReplaceAll(strings.ReplaceAll(Pinyin(text, false), " ", ""), "ü", "v")
		if got := SoundOf(text).Fits(typed); got != Whole {
			t.Fatalf("%s does not sound as %s: %d", text, typed, got)
		}
		if cut := rapid.IntRange(1, len(typed)).Draw(t, "cut"); SoundOf(text).Fits(typed[:cut]) < Begins {
			t.Fatalf("%s does not begin as %s", text, typed[:cut])
		}
	})
}
