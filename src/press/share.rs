//! One size for pieces that belong together: the tightest text decides.

use crate::compose::{Found, Job, Prepared};

/// Gives all pieces of a share group, on the same paper and of one page, the least size and
/// the tightest setting that any of them needs.
pub fn sizes(jobs: &[Job<'_>], prepared: &[Prepared<'_>], found: &mut [Found]) {
    let key = |job: &Job<'_>| {
        let sheet = job.layout.sheet();
        let size = ((sheet.w * 1000.0) as u64, (sheet.h * 1000.0) as u64);
        job.layout.fit.share.clone().map(|share| (share, size))
    };
    for (index, job) in jobs.iter().enumerate() {
        let Some(own) = key(job) else { continue };
        let group: Vec<usize> = (0..jobs.len())
            .filter(|other| {
                key(&jobs[*other]).as_ref() == Some(&own) && !found[*other].many
            })
            .collect();
        if group.len() < 2 || group[0] != index {
            continue;
        }
        let step =
            group.iter().map(|at| found[*at].step).min().expect("the group has pieces");
        let tight =
            group.iter().map(|at| found[*at].tight).max().expect("the group has pieces");
        for at in group {
            let own = Found { step, tight, ..found[at] };
            // A smaller size fits where a larger one does, but for a rare fall of the lines.
            let fits = prepared[at].fits(own.step, own.tight, own.wishes).is_ok();
            found[at] = if fits { own } else { Found { step, ..found[at] } };
            while prepared[at]
                .fits(found[at].step, found[at].tight, found[at].wishes)
                .is_err()
            {
                if found[at].wishes {
                    found[at].wishes = false;
                } else {
                    found[at].step.0 -= 1;
                }
            }
        }
    }
}
