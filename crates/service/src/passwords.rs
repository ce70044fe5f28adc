//! Passwords: judged, hashed and verified, away from the threads that answer calls.

use crate::failure::Failure;
use api::ApiError;
use api::session::Judgement;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::place::Place;
use tokio::sync::Semaphore;

/// Fewest characters of a password.
pub(crate) const MIN_CHARS: usize = 10;
/// Most characters of a password.
pub(crate) const MAX_CHARS: usize = 128;
/// zxcvbn's score from which a password may be set.
const MIN_SCORE: u8 = 3;
/// Letters and digits that a password must have besides such words.
const MIN_REST: usize = 6;

/// Words that local passwords are made of, besides the district's place names and the person's own.
const LOCAL_WORDS: [&str; 40] = [
    "yimen",
    "yimenctl",
    "一门",
    "mazhang",
    "mazhangqu",
    "麻章",
    "麻章区",
    "zhanjiang",
    "zhanjiangshi",
    "湛江",
    "guangdong",
    "广东",
    "leizhou",
    "yuexi",
    "taiping",
    "huguang",
    "440811",
    "0759",
    "524094",
    "zhengwu",
    "zhengfu",
    "fuwu",
    "bianmin",
    "cunwei",
    "cunweihui",
    "juwei",
    "juweihui",
    "dangwei",
    "dangyuan",
    "renmin",
    "weirenmin",
    "weirenminfuwu",
    "hexie",
    "zhongguo",
    "zhonghua",
    "woaini",
    "admin",
    "guanli",
    "guanliyuan",
    "mima",
];

/// Each hash takes 19 MiB: this many at once, the others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Verified in place of a password that does not exist, so that an unknown name takes as long as a known one.
/// Argon2id with the default parameters, over a password that nobody knows.
const NO_ONES: &str = "$argon2id$v=19$m=19456,t=2,p=1$eWltZW4gbm9ib2R5IQ$uPMQqVSkXrbpLjtTmPF7vhDZmYdkGaEJlkcXNHwJ0HQ";

/// What a password must not be made of: the words given, the district's names and common words.
pub(crate) fn words(own: &[&str], places: &[Place]) -> Vec<String> {
    let mut words: Vec<String> =
        own.iter().flat_map(|w| [(*w).to_owned(), store::seed::pinyin_of(w).0, store::seed::pinyin_of(w).1]).collect();
    words.extend(LOCAL_WORDS.iter().map(|w| (*w).to_owned()));
    for place in places {
        words.extend([place.name.clone(), place.short_name.clone(), place.pinyin.clone(), place.initials.clone()]);
        words.push(store::seed::pinyin_of(&place.name).0);
    }
    words.retain(|w| w.chars().count() >= 2);
    words
}

/// Whether little is left of a password once the words are taken out of it.
fn is_made_of(password: &str, mut words: Vec<&str>) -> bool {
    // A short word of letters stands in many a good password by chance; two Han letters do not.
    words.retain(|w| w.chars().count() >= if w.is_ascii() { 4 } else { 2 });
    words.sort_unstable_by_key(|w| std::cmp::Reverse(w.len()));
    let mut rest = password.to_lowercase();
    for word in words {
        rest = rest.replace(&word.to_lowercase(), " ");
    }
    rest.chars().filter(|c| c.is_alphanumeric()).count() < MIN_REST
}

/// How strong a password is.
pub(crate) async fn judge(password: &str, words: Vec<String>) -> Result<Judgement, Failure> {
    let chars = password.chars().count();
    if chars > MAX_CHARS {
        return Ok(Judgement { score: 0, accepted: false, rule: Some("too_long".to_owned()) });
    }
    let password = password.to_owned();
    let score = tokio::task::spawn_blocking(move || {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let score = u8::from(zxcvbn::zxcvbn(&password, &words).score());
        // zxcvbn finds three words in a row hard enough, whatever the words are.
        if is_made_of(&password, words) { score.min(MIN_SCORE - 1) } else { score }
    })
    .await?;
    let rule = if chars < MIN_CHARS {
        Some("too_short")
    } else if score < MIN_SCORE {
        Some("too_weak")
    } else {
        None
    };
    Ok(Judgement { score, accepted: rule.is_none(), rule: rule.map(str::to_owned) })
}

/// Refuses a password that may not be set.
pub(crate) async fn must_be_strong(password: &str, words: Vec<String>, field: &str) -> Result<(), Failure> {
    match judge(password, words).await?.rule {
        None => Ok(()),
        Some(rule) => Err(ApiError::invalid(field, &rule).with("min", MIN_CHARS).with("max", MAX_CHARS).into()),
    }
}

/// The PHC string of a password, argon2id with a salt of its own.
pub(crate) async fn hash(password: &str) -> Result<String, Failure> {
    let _turn = AT_ONCE.acquire().await.map_err(|e| Failure::Fault(e.to_string()))?;
    let password = password.to_owned();
    let hashed = tokio::task::spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string())).await?;
    hashed.map_err(|e| Failure::Fault(format!("argon2: {e}")))
}

/// Whether a password is the one of a PHC string. Without one it takes as long and is false.
pub(crate) async fn verify(password: &str, hash: Option<&str>) -> Result<bool, Failure> {
    // Longer ones were never set; hashing them would only be work for whoever sends them.
    let fits = password.chars().count() <= MAX_CHARS;
    let password = if fits { password.to_owned() } else { String::new() };
    let known = hash.is_some();
    let hash = hash.unwrap_or(NO_ONES).to_owned();
    let _turn = AT_ONCE.acquire().await.map_err(|e| Failure::Fault(e.to_string()))?;
    let verified = tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&hash)?;
        Ok::<_, argon2::password_hash::phc::Error>(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await?;
    let right = verified.map_err(|e| Failure::Fault(format!("a stored password hash can't be read: {e}")))?;
    Ok(right && known && fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn hashes_verify_and_differ() {
        let (a, b) = (hash("correct horse").await.unwrap(), hash("correct horse").await.unwrap());
        assert!(a.starts_with("$argon2id$v=19$") && a != b);
        assert!(verify("correct horse", Some(&a)).await.unwrap());
        assert!(!verify("correct hors", Some(&a)).await.unwrap());
        assert!(!verify("", None).await.unwrap());
    }

    #[test]
    fn the_stand_in_asks_for_the_same_work() {
        let hashed = Argon2::default().hash_password(b"x").unwrap().to_string();
        let work = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(work(&hashed), work(NO_ONES));
        assert!(PasswordHash::new(NO_ONES).is_ok());
    }

    #[tokio::test]
    async fn local_words_are_weak() {
        for weak in [
            "mazhang2024",
            "zhanjiang123",
            "yimen440811",
            "weirenminfuwu1",
            "zhangsan2024",
            "1234567890",
            "mazhang-zhanjiang",
            "zhangsan.mazhang.yimen",
            "麻章湛江广东麻章湛江广东",
        ] {
            let judged = judge(weak, words(&["张三", "zhangsan"], &[])).await.unwrap();
            assert!(!judged.accepted, "{weak} {judged:?}");
        }
        assert!(judge("lantern-quarry-9-otter", words(&["张三"], &[])).await.unwrap().accepted);
        let rule = |p: String| async move { judge(&p, Vec::new()).await.unwrap().rule };
        assert_eq!(rule("kJ8#x".to_owned()).await.as_deref(), Some("too_short"));
        assert_eq!(rule("x".repeat(129)).await.as_deref(), Some("too_long"));
    }
}
