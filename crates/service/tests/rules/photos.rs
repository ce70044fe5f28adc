//! Photos and scanned papers that come back: matched by number, previewed, taken in all or not at all, withdrawn with a reason.

use crate::supervision::House;
use crate::{code, invalid, newcomer};
use api::attachment::{ShowAttachment, WithdrawAttachment};
use api::supervision::{PreviewPhotos, TakePhotos};
use api::{ErrorCode, InFile};
use domain::account::Role;
use domain::attachment::{AttachmentId, Media, SIZE_LIMIT};
use testkit::Scratch;

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

fn file(house: &mut House, scratch: &Scratch, name: &str, bytes: &[u8]) -> InFile {
    // The handle's file is called otherwise: only the name that the person sees counts.
    let path = scratch.file(&format!("{}.bin", name.chars().filter(char::is_ascii_alphanumeric).collect::<String>()));
    std::fs::write(&path, bytes).unwrap();
    InFile { name: name.to_owned(), ..house.desk.gives(&path) }
}

testkit::on_both! {
    async fn photos_find_their_matters_and_are_seen_by_whoever_sees_those(scratch) {
        let mut house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("整治差评站点")).await;
        let other = house.in_hand(house.fields("另一件事")).await;
        house.form(&scratch, at.row.id, &[("办理进展", "已整改")]).await;
        let known = house.shown(at.row.id).await.forms[0].number.clone();
        let files = vec![
            file(&mut house, &scratch, &format!("{} a整改后.jpg", known.replace('〔', "[").replace('〕', "]")), JPEG),
            file(&mut house, &scratch, &format!("b{}.pdf", other.row.number), b"%PDF-1.7"),
        ];
        let seen = house.desk.run_with_files(PreviewPhotos { files: files.clone() }).await.unwrap().photos;
        let told: Vec<_> = seen.iter().map(|one| (one.media, one.number.as_str(), one.matter.as_ref().map(|row| row.id))).collect();
        assert_eq!(told, [
            (Some(Media::Jpeg), known.as_str(), Some(at.row.id)),
            (Some(Media::Pdf), other.row.number.as_str(), Some(other.row.id)),
        ]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM attachment").await, [0], "a preview keeps nothing");
        let taken = house.desk.run_with_files(TakePhotos { files: files.clone() }).await.unwrap();
        assert_eq!((taken.taken, taken.same, taken.matters.len()), (2, 0, 2));
        let again = house.desk.run_with_files(TakePhotos { files }).await.unwrap();
        assert_eq!((again.taken, again.same), (0, 2), "the same bytes are not taken twice");
        let photos = house.shown(at.row.id).await.photos;
        assert_eq!((photos.len(), photos[0].source.as_str(), photos[0].size), (1, known.as_str(), JPEG.len() as u64));
        assert_eq!(house.shown(other.row.id).await.photos[0].source, "", "it came by the number of the matter");
        assert_eq!(house.desk.service.attachment(&photos[0].sha256).await.unwrap(), JPEG);
        let id = photos[0].id;
        assert_eq!(house.by(house.department, ShowAttachment { id }).await.unwrap().sha256, photos[0].sha256, "who answers for the matter");
        assert_eq!(code(house.by(house.town_admin, ShowAttachment { id }).await), ErrorCode::NotFound, "who does not see the matter");
        assert_eq!(code(house.by(house.office, ShowAttachment { id: AttachmentId(99) }).await), ErrorCode::NotFound);
        let withdraw = |reason: &str| WithdrawAttachment { id, reason: reason.to_owned() };
        assert_eq!(code(house.by(house.department, withdraw("拍到了群众的脸")).await), ErrorCode::NotPermitted);
        // He supervises a town and sees the whole district: that is not enough for a photo of the district's matter.
        let (both, _) = newcomer(&house.desk, "zhenducha", Some((Role::Inspector, house.desk.place("麻章镇").await))).await;
        let district = house.desk.operate(api::place::Tree {}).await.unwrap().places[0].id;
        let from = house.desk.service.now().day();
        let give = api::account::GiveGrant { account: both, role: Role::Leader, place: district, body: None, from, until: None };
        house.desk.operate(give).await.unwrap();
        assert_eq!(house.by(both, ShowAttachment { id }).await.unwrap().id, id);
        assert_eq!(code(house.by(both, withdraw("拍到了群众的脸")).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(house.by(house.office, withdraw("无")).await), ("reason".to_owned(), "too_short".to_owned()));
        house.by(house.office, withdraw("拍到了群众的脸")).await.unwrap();
        assert_eq!(code(house.by(house.office, ShowAttachment { id }).await), ErrorCode::NotFound, "it is not shown any more");
        assert_eq!(invalid(house.by(house.office, withdraw("拍到了群众的脸")).await), ("id".to_owned(), "photo_withdrawn".to_owned()));
        assert_eq!(house.shown(at.row.id).await.photos[0].withdrawn_why, "拍到了群众的脸");
    }

    async fn one_that_can_not_be_taken_keeps_all_from_being_taken(scratch) {
        let mut house = House::new(&scratch).await;
        let at = house.in_hand(house.fields("整治差评站点")).await;
        let number = at.row.number.clone();
        let good = file(&mut house, &scratch, &format!("a {number}.jpg"), JPEG);
        let too_large = file(&mut house, &scratch, &format!("b {number}.jpg"), JPEG);
        let large = std::fs::File::options().write(true).open(scratch.file("b20261jpg.bin"));
        large.unwrap().set_len(SIZE_LIMIT + 1).unwrap();
        let wrong = [
            (file(&mut house, &scratch, "c IMG_0001.jpg", JPEG), "photo_number"),
            (file(&mut house, &scratch, &format!("d {number}.jpg"), b"<svg onload=alert(1)>"), "not_photo"),
            (file(&mut house, &scratch, &format!("e {number}.jpg"), b""), "not_photo"),
            (too_large, "photo_too_large"),
            (InFile { handle: "gone".to_owned(), name: format!("f {number}.jpg"), size: 7 }, "gone"),
        ];
        for (bad, why) in wrong {
            let files = vec![good.clone(), bad];
            let seen = house.desk.run_with_files(PreviewPhotos { files: files.clone() }).await.unwrap().photos;
            assert!(seen[0].problem.is_none());
            let problem = seen[1].problem.clone().unwrap();
            assert!(problem.arg("rule") == why || problem.arg("detail") == why, "{why}: {problem:?}");
            assert!(house.desk.run_with_files(TakePhotos { files }).await.is_err());
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM attachment").await, [0]);
        assert_eq!(invalid(house.desk.run_with_files(TakePhotos { files: Vec::new() }).await), ("files".to_owned(), "range".to_owned()));
    }
}
