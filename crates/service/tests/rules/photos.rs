//! Photos and scanned papers that come back: matched by number, previewed, taken in all or not at all, withdrawn with a reason.

use crate::supervision::House;
use crate::{code, invalid, newcomer};
use api::attachment::{ShowAttachment, WithdrawAttachment};
use api::erasure::Now;
use api::supervision::{PreviewPhotos, TakePhotos};
use api::{ErrorCode, InFile};
use domain::account::Role;
use domain::attachment::{AttachmentId, Media, SIZE_LIMIT};
use domain::retention::Kept;
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

    async fn photos_whose_term_is_over_are_erased_and_say_so(scratch) {
        let mut house = House::new(&scratch).await;
        let open = house.in_hand(house.fields("还在办的事")).await;
        let over = house.in_hand(house.fields("销了号的事")).await;
        let pdf = |n: u8| [b"%PDF-1.7 ".as_slice(), &[b'0' + n]].concat();
        // The same photo twice: of what is still being done, and of what is off the ledger.
        let files = vec![
            file(&mut house, &scratch, &format!("a{}.jpg", open.row.number), JPEG),
            file(&mut house, &scratch, &format!("b{}.jpg", over.row.number), JPEG),
            file(&mut house, &scratch, &format!("c{}.pdf", over.row.number), &pdf(1)),
            file(&mut house, &scratch, &format!("d{}.pdf", over.row.number), &pdf(2)),
            file(&mut house, &scratch, &format!("e{}.pdf", open.row.number), &pdf(3)),
        ];
        assert_eq!(house.desk.run_with_files(TakePhotos { files }).await.unwrap().taken, 5);
        let photos = house.shown(over.row.id).await.photos;
        assert!(photos.iter().all(|photo| !photo.missing && photo.erased_at.is_none()));
        house.by(house.office, WithdrawAttachment { id: photos[2].id, reason: "拍到了群众的脸".to_owned() }).await.unwrap();
        let blob = |sha256: &str| house.desk.service.store().location().blobs().path(sha256).unwrap();
        let (kept, gone, withdrawn) = (blob(&photos[0].sha256), blob(&photos[1].sha256), blob(&photos[2].sha256));
        let lost = house.shown(open.row.id).await.photos[1].sha256.clone();
        std::fs::remove_file(blob(&lost)).unwrap();
        // Eleven years and a half year ago; what has lain for less than a day is never swept away.
        let days_ago = |days: i64| house.desk.service.now().plus_seconds(-86_400 * days).0;
        scratch.execute(&format!("UPDATE matter SET state = 'closed_off', moved_at = {} WHERE id = {}", days_ago(4_000), over.row.id.0)).await;
        scratch.execute(&format!("UPDATE matter SET moved_at = {} WHERE id = {}", days_ago(4_000), open.row.id.0)).await;
        let terms = house.desk.operate(api::erasure::Show {}).await.unwrap().terms;
        let due = terms.iter().find(|term| term.kept == Kept::Photos).map(|term| (term.held, term.due)).unwrap();
        assert_eq!(due, (2, 0), "what came after the matter was over is kept from then on");
        scratch.execute(&format!("UPDATE attachment SET added_at = {}", days_ago(4_000))).await;
        scratch.execute(&format!("UPDATE attachment SET withdrawn_at = {} WHERE withdrawn_at IS NOT NULL", days_ago(190))).await;
        for path in [&kept, &gone, &withdrawn] {
            let old = std::time::UNIX_EPOCH + std::time::Duration::from_micros(days_ago(30).unsigned_abs());
            std::fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
        }
        let terms = house.desk.operate(api::erasure::Show {}).await.unwrap().terms;
        let of = |kept: Kept| terms.iter().find(|term| term.kept == kept).map(|term| (term.held, term.due)).unwrap();
        assert_eq!((of(Kept::Photos), of(Kept::WithdrawnPhotos)), ((2, 2), (1, 1)));
        let ask = |kept: &[Kept]| Now { kept: kept.to_vec(), reason: "保存期满".to_owned() };
        let told = |ran: api::erasure::Ran| ran.erased.into_iter().map(|one| (one.kept, one.count)).collect::<Vec<_>>();
        // A backup that is being made has listed what there was: its bytes stay until it is made.
        scratch.execute(&format!(
            "INSERT INTO job (no, id, kind, state, by_name, file_name, request, size, started_at, lease_until, counts)
            SELECT 900, id, 'backup.make', 'merging', 'x', '', '{{}}', 0, 0, {}, '{{}}' FROM account ORDER BY login LIMIT 1", days_ago(-1)
        )).await;
        assert_eq!(told(house.desk.operate(ask(&[Kept::WithdrawnPhotos])).await.unwrap()), [(Kept::WithdrawnPhotos, 1)]);
        assert!(withdrawn.exists());
        scratch.execute("DELETE FROM job WHERE no = 900").await;
        assert_eq!(told(house.desk.operate(ask(&[Kept::Photos])).await.unwrap()), [(Kept::Photos, 2)]);
        assert_eq!((kept.exists(), gone.exists(), withdrawn.exists()), (true, false, false), "another matter still has the first one");
        let after = house.shown(over.row.id).await.photos;
        assert!(after.iter().all(|photo| photo.erased_at.is_some() && photo.name.is_empty() && !photo.missing));
        assert_eq!((after.len(), after[2].withdrawn_why.as_str()), (3, "拍到了群众的脸"), "that they were there stays");
        let still = house.shown(open.row.id).await.photos;
        assert_eq!(still.iter().map(|photo| (photo.missing, photo.erased_at)).collect::<Vec<_>>(), [(false, None), (true, None)], "what is lost is told");
        assert_eq!(code(house.by(house.office, ShowAttachment { id: after[0].id }).await), ErrorCode::NotFound);
        let withdraw = WithdrawAttachment { id: after[0].id, reason: "拍到了群众的脸".to_owned() };
        assert_eq!(invalid(house.by(house.office, withdraw).await), ("id".to_owned(), "photo_erased".to_owned()));
        assert!(told(house.desk.operate(ask(&[Kept::Photos, Kept::WithdrawnPhotos])).await.unwrap()).is_empty(), "once");
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE subject LIKE 'erasure:%photos'").await, [2]);
    }
}
