use super::*;
use proptest::prelude::*;

/// 40, 31 and 29 stations in three towns, six inspectors of whom one lives in a town and one in a village; one station is excluded.
pub(in crate::inspection) fn roster() -> Roster {
    let object = |town: u32, n: u32| Object {
        code: format!("44081100{town}{n:03}"),
        name: format!("{town}镇{n}村"),
        stratum: format!("44081100{town}"),
        weight: 1 + n % 3 * 100,
        excluded: String::new(),
    };
    let mut objects: Vec<Object> =
        [(1, 40), (2, 31), (3, 29)].into_iter().flat_map(|(town, many)| (1..=many).map(move |n| object(town, n))).collect();
    objects[4].excluded = "已列入另一方案".to_owned();
    let inspector = |n: u32, recused: &[&str]| Inspector {
        code: format!("i{n}"),
        name: format!("督查员{n}"),
        recused: recused.iter().map(|code| (*code).to_owned()).collect(),
    };
    let inspectors = vec![
        inspector(1, &["440811001"]),
        inspector(2, &["440811002007"]),
        inspector(3, &[]),
        inspector(4, &[]),
        inspector(5, &[]),
        inspector(6, &[]),
    ];
    Roster {
        algorithm: ALGORITHM.to_owned(),
        plan: "麻督〔2026〕1号".to_owned(),
        attempt: 1,
        objects,
        inspectors,
        take: 10,
        standby: 2,
        per_object: 2,
    }
}

#[test]
fn towns_get_their_shares_and_nobody_goes_to_his_own() {
    let roster = roster();
    let drawn = draw(&roster, "7").unwrap();
    let of = |town: &str| drawn.chosen.iter().filter(|one| one.object.starts_with(town)).count();
    assert_eq!((of("440811001"), of("440811002"), of("440811003")), (4, 3, 3));
    assert!(drawn.standby.values().all(|list| list.len() == 2));
    let mut visits = BTreeMap::new();
    for one in &drawn.chosen {
        assert_ne!(one.object, "440811001005", "is excluded");
        assert_eq!(one.inspectors.iter().collect::<BTreeSet<_>>().len(), 2);
        assert!(!(one.object.starts_with("440811001") && one.inspectors.contains(&"i1".to_owned())));
        one.inspectors.iter().for_each(|code| *visits.entry(code.clone()).or_insert(0) += 1);
    }
    assert!(visits.values().all(|n| (3..=4).contains(n)), "20 visits among six: {visits:?}");
}

#[test]
fn what_can_not_be_drawn_from_is_told_before_it_is_sealed() {
    type Change = fn(&mut Roster);
    let cases: [(Change, DrawProblem); 9] = [
        (|r| r.algorithm = "dice".to_owned(), DrawProblem::Algorithm("dice".to_owned())),
        (|r| r.objects.swap(0, 1), DrawProblem::Order("440811001001".to_owned())),
        (|r| r.objects[1].code = "440811001001".to_owned(), DrawProblem::Order("440811001001".to_owned())),
        (|r| r.inspectors.swap(0, 1), DrawProblem::Order("i1".to_owned())),
        (|r| r.objects[2].weight = 0, DrawProblem::Weight("440811001003".to_owned())),
        (|r| r.objects[2].weight = 1_001, DrawProblem::Weight("440811001003".to_owned())),
        (|r| r.take = 100, DrawProblem::Take { take: 100, there: 99 }),
        (|r| r.per_object = 1, DrawProblem::PerObject),
        (|r| r.inspectors.truncate(2), DrawProblem::Inspectors("440811001001".to_owned())),
    ];
    for (change, wanted) in cases {
        let mut roster = roster();
        change(&mut roster);
        assert_eq!(draw(&roster, "7"), Err(wanted));
    }
    assert_eq!(draw(&roster(), " \u{3000}"), Err(DrawProblem::Nonce));
}

#[test]
fn numbers_are_fair_and_those_of_the_seed() {
    let mut stream = Stream::new([7; 32]);
    let mut counts = [0; 6];
    for _ in 0..6_000 {
        counts[usize::try_from(stream.below(6)).unwrap()] += 1;
    }
    // Chi-square with 5 degrees of freedom: above 20.5 once in a thousand streams, and this one is always the same.
    let chi: f64 = counts.iter().map(|n| (f64::from(*n) - 1_000.0).powi(2) / 1_000.0).sum();
    assert!(chi < 20.5, "{counts:?}");
    assert_eq!(stream.below(0), 0);
    assert!((0..100).all(|_| stream.below(1) == 0));
}

/// By weight: one of 1,000 comes before all of the weight 1 nearly always.
#[test]
fn chances_go_by_weight() {
    let mut roster = roster();
    roster.take = 3;
    for object in &mut roster.objects {
        object.weight = if object.code.ends_with("009") { 1_000 } else { 1 };
    }
    let hits = (0..200).filter(|n| draw(&roster, &n.to_string()).unwrap().chosen.iter().any(|c| c.object == "440811001009")).count();
    assert!((180..=200).contains(&hits), "{hits} of 200, expected 1000 ÷ 1038 of them");
}

proptest! {
    /// The same roster and nonce give the same; another nonce, plan or attempt gives another seed; nothing is drawn twice.
    #[test]
    fn a_draw_depends_on_all_that_is_said(nonce in "[0-9]{1,12}", take in 3u32..99, attempt in 1u32..5) {
        let roster = Roster { take, attempt, ..roster() };
        let drawn = draw(&roster, &nonce).unwrap();
        prop_assert_eq!(&draw(&roster, &nonce).unwrap(), &drawn);
        prop_assert_ne!(&draw(&roster, &format!("{nonce}0")).unwrap().seed, &drawn.seed);
        prop_assert_ne!(&draw(&Roster { attempt: attempt + 1, ..roster.clone() }, &nonce).unwrap().seed, &drawn.seed);
        prop_assert_ne!(&draw(&Roster { plan: "麻督〔2026〕2号".to_owned(), ..roster.clone() }, &nonce).unwrap().seed, &drawn.seed);
        let all: Vec<&String> = drawn.chosen.iter().map(|c| &c.object).chain(drawn.standby.values().flatten()).collect();
        prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        prop_assert_eq!(drawn.chosen.len(), take as usize);
    }
}

#[test]
fn who_goes_to_a_station_that_steps_in() {
    let roster = roster();
    let codes = |all: &[&str]| all.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
    let load = BTreeMap::from([("i3".to_owned(), 4_i64), ("i4".to_owned(), 2), ("i5".to_owned(), 2), ("i6".to_owned(), 3)]);
    let all = |_: &str| true;
    assert_eq!(step_in(&roster, "440811002001", &codes(&["i2", "i4"]), &load, all), Ok(codes(&["i2", "i4"])), "the same");
    // The second does not go to that village. Of those with the fewest objects the first on the roster goes who is not going there already.
    assert_eq!(step_in(&roster, "440811002007", &codes(&["i2", "i4"]), &load, |code| code != "i1"), Ok(codes(&["i5", "i4"])));
    assert_eq!(step_in(&roster, "440811002007", &codes(&["i4", "i2"]), &load, all), Ok(codes(&["i4", "i1"])), "he has none so far");
    let few = |code: &str| ["i1", "i2", "i4"].contains(&code);
    assert_eq!(step_in(&roster, "440811002007", &codes(&["i4", "i2"]), &load, few), Ok(codes(&["i4", "i1"])));
    let fewer = |code: &str| ["i2", "i4"].contains(&code);
    assert_eq!(step_in(&roster, "440811002007", &codes(&["i4", "i2"]), &load, fewer), Err(codes(&["督查员2"])), "nobody else may go");
}
