//! 兜底表述: wording that leaves open what a person has to bring or fulfil.
//!
//! 办事指南 must name every condition and material (优化营商环境条例 §29 of Guangdong: no 兜底条款), so such words are
//! pointed out where they stand; whether they are meant so is for the office to judge.

/// Words that leave something open wherever they stand.
const OPEN: [&str; 17] = [
    "其他材料",
    "其它材料",
    "其他相关",
    "其它相关",
    "其他有关",
    "其他条件",
    "其他要求",
    "其他情形",
    "其他证明",
    "相关材料",
    "有关材料",
    "相关资料",
    "有关资料",
    "相关证明",
    "有关证明",
    "需要的其他",
    "规定的其他",
];

/// What follows 等 where it stands for things that are not named.
const AFTER: [&str; 8] = ["材料", "证件", "证明", "资料", "相关", "有关", "文件", "情形"];

/// What ends a part of a sentence.
fn is_end(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '，' | ',' | '、' | '）' | ')' | '！' | '\n')
}

/// The words of a text that leave something open, in the order in which they stand.
pub fn found(text: &str) -> Vec<String> {
    let mut all: Vec<(usize, &str)> = Vec::new();
    for word in OPEN {
        all.extend(text.match_indices(word));
    }
    for (at, deng) in text.match_indices('等') {
        let rest = text.get(at + deng.len()..).unwrap_or_default();
        let after = AFTER.into_iter().find(|word| rest.starts_with(word));
        // 平等, 初等, 高等, 中等, 同等, 相等, 优等, 劣等 are words of their own; 等级, 等同, 等待, 等候 are not followed by an end.
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let is_word = before.is_none_or(|c| "平初高中同相优劣上下均何".contains(c));
        if let Some(word) = after {
            all.extend(text.get(at..at + deng.len() + word.len()).map(|said| (at, said)));
        } else if !is_word && rest.chars().next().is_none_or(is_end) {
            all.push((at, deng));
        }
    }
    all.sort_unstable();
    let mut words: Vec<String> = Vec::new();
    for (_, word) in all {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn what_leaves_something_open_is_found_and_plain_words_are_not() {
        let table: [(&str, &[&str]); 12] = [
            ("身份证、户口簿等材料", &["等材料"]),
            ("法律法规规定的其他条件", &["规定的其他", "其他条件"]),
            ("其他材料", &["其他材料"]),
            ("发票、费用清单等", &["等"]),
            ("发票、费用清单等。复印件两份", &["等"]),
            ("提供相关证明及有关资料", &["相关证明", "有关资料"]),
            ("伤残等级证明", &[]),
            ("高等学校在读", &[]),
            ("人人平等。", &[]),
            ("等候叫号", &[]),
            ("与原件等同", &[]),
            ("居民身份证", &[]),
        ];
        for (text, words) in table {
            assert_eq!(found(text), words, "{text}");
        }
    }
}
