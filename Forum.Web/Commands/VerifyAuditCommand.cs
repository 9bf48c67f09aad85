using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Commands;

/// <summary>Recomputes the audit log of one forum, or of all, and says of each in one sentence what is right or where it breaks.</summary>
internal static class VerifyAuditCommand
{
    /// <exception cref="CannotStart">There is no such forum, or a log is not whole.</exception>
    public static async Task<bool> Run(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words.Count > 2) return false;
        var (slug, known) = (line.Words.ElementAtOrDefault(1), line.Option("head"));
        await using var scope = line.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var head = AuditHead.TryParse(known, out var parsed) ? parsed : known is null ? null : throw new CannotStart("--head is what this command printed earlier: a number, a colon and a hash.");
        if (head is not null && slug is null) throw new CannotStart("--head belongs to one forum: name it.");
        var forums = services.GetRequiredService<ReadForum>();
        List<string> wrong = [];
        foreach (var name in slug is null ? (await forums.All(cancellation)).Select(forum => forum.Slug) : [slug])
        {
            var settings = await forums.BySlug(name, cancellation) ?? throw new CannotStart($"There is no forum called {name}.");
            var verdict = await services.GetRequiredService<VerifyAudit>().Run(Actor.Program(settings.Forum.Id), head, cancellation);
            if (verdict.Fault is AuditFault.None) await line.Output.WriteLineAsync($"{name}: all {verdict.Head.Count} entries are whole. Keep this elsewhere, and give it next time: --head={verdict.Head}");
            else wrong.Add($"{name}: {Sentence(verdict)}");
        }

        return wrong.Count == 0 ? true : throw new CannotStart(string.Join('\n', wrong));
    }

    private static string Sentence(AuditVerdict verdict) => verdict.Fault switch
    {
        AuditFault.Missing => $"after entry {verdict.Head.Count} something is missing.",
        AuditFault.Changed => $"entry {verdict.At} is not the one that was written, or Keys:Lookup is another than then.",
        AuditFault.WordsChanged => $"the words of entry {verdict.At} are not those that were written.",
        _ => $"up to entry {verdict.At} the log fits together, but it is not the one whose head was kept: it was written anew.",
    };
}
