//! Several programs on one folder: what each was told is there, and what needs the database alone waits for it.

use crate::district::{District, ROWS, file_of, text, zh};
use crate::rounds;
use crate::saving::{Saver, What};

#[test]
fn programs_on_one_folder_lose_nothing_of_each_other() {
    let district = District::new(61);
    let mut there = district.sound();
    for round in 0..rounds().min(50) {
        let all: Vec<_> = [What::Account, What::Point, What::Draft, What::Account]
            .into_iter()
            .enumerate()
            .map(|(n, what)| {
                let series = format!("d{round}x{n}");
                (what, series.clone(), Saver::start(&district, what).series(what, series, 60))
            })
            .collect();
        let file = file_of(&district, round);
        let imported = district.run(&["import", "ratings", text(&file)]);
        // Two that save can hold up an import for a moment, never break it.
        assert_eq!(imported.code, Some(0), "round {round}: {imported:?}");
        there += ROWS;
        for (what, series, (_, saving)) in all {
            let (saved, errors) = saving.join().unwrap();
            assert!(errors.is_empty() && saved == 60, "round {round}: {what:?}: {saved} {errors:?}");
            assert_eq!(what.stored(&district, &series), 60, "round {round}: {what:?}");
        }
        assert_eq!(district.sound(), there, "round {round}");
    }
}

#[test]
fn a_restore_waits_until_the_others_have_closed() {
    let district = District::new(62);
    let backup = district.folder.path().join("before.yimen.zip");
    district.done(&["backup", text(&backup)]);
    let before = district.sound();
    let file = file_of(&district, 0);
    district.done(&["import", "ratings", text(&file)]);
    let mut other = Saver::start(&district, What::Account);
    assert!(other.save(&What::Account.request("d", 0)).is_some_and(|reply| reply.get("ok").is_some()));
    let told = district.run(&["restore", text(&backup)]);
    assert!(told.code == Some(5) && told.says(&zh().error_in_use_what()), "{told:?}");
    // The other one has lost nothing meanwhile.
    assert!(other.save(&What::Account.request("d", 1)).is_some_and(|reply| reply.get("ok").is_some()));
    assert_eq!(What::Account.stored(&district, "d"), 2);
    let (_, rest) = other.series(What::Account, "rest".to_owned(), 0);
    rest.join().unwrap();
    assert_eq!(district.sound(), before);
}
