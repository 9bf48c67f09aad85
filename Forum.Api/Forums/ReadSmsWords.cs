using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>Words that held once, or hold now.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="At">Since when.</param>
/// <param name="By">Who wrote them, by name; null: nobody who is known any more.</param>
/// <param name="Danish">The Danish words; null: the program's.</param>
/// <param name="English">The English words; null: the program's.</param>
public sealed record SmsWordsVersion(int Version, DateTimeOffset At, string? By, string? Danish, string? English);

/// <summary>The coordinator reads what the forum has said in an SMS of one kind, and who wrote it.</summary>
public sealed class ReadSmsWords(ForumDb db)
{
    /// <summary>All versions, the newest first.</summary>
    public async Task<IReadOnlyList<SmsWordsVersion>> Run(Actor actor, string kind, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        return await (from wording in db.SmsWordings.AsNoTracking()
                      join member in db.Members.AsNoTracking() on wording.By equals (Guid?)member.Id into members
                      from member in members.DefaultIfEmpty()
                      join person in db.Users.AsNoTracking() on member.PersonId equals person.Id into people
                      from person in people.DefaultIfEmpty()
                      where wording.ForumId == actor.ForumId && wording.Kind == kind
                      orderby wording.Version descending
                      select new SmsWordsVersion(wording.Version, wording.At, member == null ? null : member.CalledAs ?? person.Name, wording.Danish, wording.English)).ToListAsync(cancellation);
    }
}
