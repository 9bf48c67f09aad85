using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Members;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Privacy;

/// <summary>Whoever reads what is held gets all of it, and whoever erases it leaves no byte behind: marked data is looked for in tables, files and log.</summary>
public sealed class ErasureTests
{
    private const string Name = "Markus Navnemark", Number = "+4595200088", Key = "Noeglemark", Email = "mailmark@post.example", Reporter = "+4595200089";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_member_reads_all_that_is_held_and_erases_it_to_the_last_byte(DatabaseKind kind)
    {
        await using var host = await ForumHost.StartAsync(new() { Database = kind });
        var visitor = await Join(host);
        await EmailPageTests.Use(host, visitor, Email, 1);
        await EmailPageTests.Use(host, visitor, "ny." + Email, 1);
        var device = new Authenticator();
        await PasskeyPageTests.Answer(visitor, await visitor.Page($"/{Slug}/mig"), $"/{Slug}/mig/noegle", device.Make, ("navn", Key));
        var sent = await Report(host);
        var phones = host.Services.GetRequiredService<SimulatedPhones>();
        await Eventually.True(() => phones.Texts(Number).Any(text => text.Body.Contains(sent.Number, StringComparison.Ordinal)));
        await visitor.Press(await visitor.Page($"/{Slug}/hentes/{sent.Number}"), "[value=tag]");

        using var file = JsonDocument.Parse(await visitor.Http.GetStringAsync(new Uri($"/{Slug}/mig/data.json", UriKind.Relative), Cancel));
        var (person, messages) = (file.RootElement.GetProperty("person"), file.RootElement.GetProperty("messages"));
        Assert.Equal((Name, "95 20 00 88", Key), (person.GetProperty("name").GetString(), person.GetProperty("phone").GetString(), person.GetProperty("passkeys")[0].GetProperty("name").GetString()));
        Assert.Equal("ny." + Email, person.GetProperty("email").GetString());
        Assert.Contains(person.GetProperty("deeds").EnumerateArray(), deed => deed.GetProperty("what").GetString() == "PickupAccepted" && deed.GetProperty("case").GetString() == sent.Number);
        Assert.Contains(messages.EnumerateArray(), message => message.GetProperty("words").GetString()!.Contains(sent.Number, StringComparison.Ordinal));
        var page = await visitor.Page($"/{Slug}/mig/data");
        foreach (var held in new[] { Name, "95 20 00 88", "ny." + Email, Key, $"Tog en opgave, sag {sent.Number}" }) Assert.Contains(held, Words(page), StringComparison.Ordinal);

        var (marks, logged) = (await Marks(host), await Logged(host));
        Assert.Equal(marks.Keys, await Found(host, marks));
        page = await visitor.Press(page, "Slet og forlad");
        Assert.Contains("Sæt kryds", Words(page), StringComparison.Ordinal);
        page = await visitor.Press(page, "Slet og forlad", ("ja", "ja"));
        Assert.Contains("Alt om dig er slettet.", Words(page), StringComparison.Ordinal);
        Assert.Equal([], await Found(host, marks));
        Assert.DoesNotContain(host.Log.All, line => line.Contains(Name, StringComparison.Ordinal) || line.Contains(Number, StringComparison.Ordinal) || line.Contains(Key, StringComparison.Ordinal) || line.Contains(Email, StringComparison.Ordinal));

        // The log is whole, and nobody is left who could sign in.
        Assert.Equal(logged, (await Logged(host)).Take(logged.Count));
        Assert.Equal("Log ind", (await visitor.Page($"/{Slug}/mig")).QuerySelector("h1")!.TextContent);
        page = await PasskeyPageTests.Answer(visitor, await visitor.Page("/log-ind"), Pages.Members.PasskeyEndpoints.SignInAddress, device.Use);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
    }

    [Fact]
    public async Task A_forum_s_only_coordinator_finds_another_one_first()
    {
        await using var host = await ForumHost.StartAsync();
        var maja = await host.ClientAsync("Maja Ellekilde");
        var page = await maja.Press(await maja.Page($"/{Slug}/mig/data"), "Slet og forlad", ("ja", "ja"));
        Assert.Contains("Et forum har altid en koordinator. Gør først en anden til koordinator; det gøres under Folk.", Words(page), StringComparison.Ordinal);
        Assert.Equal("Maja Ellekilde", (await maja.Page($"/{Slug}/mig")).QuerySelector("h1")!.TextContent);
    }

    [Theory, BothDatabases]
    public async Task A_reporter_reads_all_that_is_held_of_the_case_and_erases_what_was_written_to_the_last_byte(DatabaseKind kind)
    {
        await using var host = await ForumHost.StartAsync(new() { Database = kind });
        var (visitor, sent) = (await host.ClientAsync(), await Report(host));
        var here = $"/s/{sent.Secret}";
        await visitor.Press(await visitor.Page(here), "Send besked", ("ord", "Notemark"));
        var phones = host.Services.GetRequiredService<SimulatedPhones>();
        await Eventually.True(() => phones.Texts(Reporter).Count > 0);
        var data = await visitor.Page($"{here}/alt");
        foreach (var held in new[] { "Ordmark", "Adgangsmark", "Stedmark", "95 20 00 89", "mark@eksempel.example", "Notemark", "Billede 1", "Vi skriver, når der er nyt." }) Assert.Contains(held, Words(data), StringComparison.Ordinal);
        using (var picture = await visitor.Http.GetAsync(data.QuerySelector("main ul a[href*='/billede/']")!.GetAttribute("href"), Cancel)) Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Adgangsmark", await visitor.Http.GetStringAsync(new Uri($"{here}/alt.json", UriKind.Relative), Cancel), StringComparison.Ordinal);

        var marks = await CaseMarks(host, sent.Number);
        Assert.Equal(marks.Keys, await Found(host, marks));
        Assert.NotEmpty(Pictures(host));
        var page = await visitor.Press(await visitor.Page(here), "Slet nu");
        Assert.Contains("Sæt kryds", Words(page), StringComparison.Ordinal);
        page = await visitor.Press(page, "Slet nu", ("ja", "ja"));
        Assert.Contains("Alt, du har skrevet, er slettet.", Words(page), StringComparison.Ordinal);
        Assert.Equal([], await Found(host, marks));
        Assert.Empty(Pictures(host));
        Assert.DoesNotContain(host.Log.All, line => new[] { "Ordmark", "Adgangsmark", "Stedmark", "Notemark", Reporter, "mark@eksempel", sent.Secret }.Any(mark => line.Contains(mark, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Page(here)).StatusCode);

        // Those who fetch still find the house.
        var rune = await host.ClientAsync("Rune Askholt");
        var sheet = Words(await rune.Page($"/{Slug}/overblik/{sent.Number}"));
        Assert.Contains("Ørnevej 6", sheet, StringComparison.Ordinal);
        foreach (var gone in new[] { "Ordmark", "Adgangsmark", "Stedmark", "Notemark", "95 20 00 89", "mark@eksempel" }) Assert.DoesNotContain(gone, sheet, StringComparison.Ordinal);
    }

    private static async Task<Visitor> Join(ForumHost host)
    {
        var maja = await host.ClientAsync("Maja Ellekilde");
        var page = await maja.Press(await maja.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", Name), ("rolle", "Crew"), ("hold", "Herberget"), ("telefon", Number));
        var visitor = await host.ClientAsync();
        page = await visitor.Press(await visitor.Page(new Uri(page.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath), "Ja tak, jeg er med");
        await using var scope = host.Services.CreateAsyncScope();
        var attempt = await scope.ServiceProvider.GetRequiredService<ForumDb>().SignInAttempts.AsNoTracking().SingleAsync(Cancel);
        await visitor.Press(page, "Gå videre", ("kode", SignInAttempt.Code(scope.ServiceProvider.GetRequiredService<FieldCipher>(), attempt.Id)));
        return visitor;
    }

    private static async Task<(string Number, string Secret)> Report(ForumHost host)
    {
        var visitor = await host.ClientAsync();
        using var picture = new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } };
        using var kept = await visitor.Http.PostAsync($"/api/v1/forums/{Slug}/pictures", picture, Cancel);
        using var id = JsonDocument.Parse(await kept.Content.ReadAsStringAsync(Cancel));
        using var answer = await visitor.Http.PostAsJsonAsync($"/api/v1/forums/{Slug}/reports", new
        {
            category = "NeedleWaste", ground = "Street", amount = "One", find = "Needles", place = new { written = "Ørnevej 6", detail = "Stedmark" }, words = "Ordmark", access = "Adgangsmark",
            phone = Reporter, email = "mark@eksempel.example", pictures = new[] { id.RootElement.GetProperty("id").GetGuid() },
        }, Cancel);
        using var sent = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return (sent.RootElement.GetProperty("number").GetString()!, sent.RootElement.GetProperty("secret").GetString()!);
    }

    // What is sealed is looked for as it is sealed: it would never be found in clear.
    private static async Task<Dictionary<string, byte[]>> Marks(ForumHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var (db, messages) = (scope.ServiceProvider.GetRequiredService<ForumDb>(), scope.ServiceProvider.GetRequiredService<NotificationsDb>());
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Name == Name, Cancel);
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.PersonId == person.Id, Cancel);
        var marks = new Dictionary<string, byte[]>
        {
            ["name"] = Encoding.UTF8.GetBytes(Name), ["key's name"] = Encoding.UTF8.GetBytes(Key), ["number"] = person.PhoneSealed!, ["number's hash"] = Encoding.UTF8.GetBytes(person.PhoneHash!),
            ["key"] = (await db.Passkeys.AsNoTracking().SingleAsync(p => p.UserId == person.Id, Cancel)).CredentialId,
            ["session"] = (await db.Sessions.AsNoTracking().SingleAsync(s => s.PersonId == person.Id && s.EndedAt == null, Cancel)).TicketSealed,
            ["invitation's name"] = (await db.Invitations.AsNoTracking().SingleAsync(Cancel)).NameSealed, ["invitation's number"] = (await db.Invitations.AsNoTracking().SingleAsync(Cancel)).PhoneSealed,
        };
        var recipient = $"member:{member.Id}";
        (marks["e-mail"], marks["e-mail's hash"]) = (person.EmailSealed!, Encoding.UTF8.GetBytes(person.EmailHash!));
        foreach (var attempt in await db.SignInAttempts.AsNoTracking().Where(a => a.NewEmailSealed != null).ToListAsync(Cancel))
            (marks[$"e-mail wanted {attempt.Id}"], marks[$"e-mail wanted {attempt.Id}'s hash"]) = (attempt.NewEmailSealed!, Encoding.UTF8.GetBytes(attempt.PhoneHash));
        marks["old e-mail"] = (await db.SignInAttempts.AsNoTracking().SingleAsync(a => a.OldEmailSealed != null, Cancel)).OldEmailSealed!;
        foreach (var message in await messages.Messages.AsNoTracking().Where(m => m.BodySealed != null && (m.Recipient == recipient || m.Kind == "sign-in.code" || m.Kind == "sign-in.mail" || m.Kind == "email.changed")).ToListAsync(Cancel))
            (marks[$"{message.Kind} {message.Id}"], marks[$"{message.Kind} {message.Id}'s hash"]) = (message.BodySealed!, message.Fingerprint!);
        return marks;
    }

    private static async Task<Dictionary<string, byte[]>> CaseMarks(ForumHost host, string number)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var (db, messages) = (scope.ServiceProvider.GetRequiredService<ForumDb>(), scope.ServiceProvider.GetRequiredService<NotificationsDb>());
        var report = await db.Reports.AsNoTracking().SingleAsync(r => r.Number == number, Cancel);
        var recipient = $"reporter:{report.Id}";
        return new()
        {
            ["words"] = report.WordsSealed!, ["access"] = report.AccessSealed!, ["place"] = report.PlaceSealed!, ["number"] = report.PhoneSealed!, ["number's hash"] = Encoding.UTF8.GetBytes(report.PhoneHash!),
            ["e-mail"] = report.EmailSealed!, ["note"] = (await db.Notes.AsNoTracking().SingleAsync(n => n.ReportId == report.Id, Cancel)).WordsSealed!,
            ["link"] = Encoding.UTF8.GetBytes((await db.CaseLinks.AsNoTracking().SingleAsync(l => l.ReportId == report.Id, Cancel)).Hash),
            ["receipt"] = (await messages.Messages.AsNoTracking().SingleAsync(m => m.Recipient == recipient, Cancel)).BodySealed!,
        };
    }

    private static async Task<IReadOnlyList<string>> Logged(ForumHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<ForumDb>().Events.AsNoTracking().OrderBy(e => e.ForumId).ThenBy(e => e.Seq).Where(e => e.ForumId == 1).ToListAsync(Cancel)).Select(e => $"{e.Seq} {e.Type} {e.ActorId} {e.Text}")];
    }

    private static string[] Pictures(ForumHost host) => Directory.Exists(Path.Combine(host.DataFolder, "pictures")) ? Directory.GetFiles(Path.Combine(host.DataFolder, "pictures"), "*", SearchOption.AllDirectories) : [];

    private static async Task<IReadOnlyList<string>> Found(ForumHost host, Dictionary<string, byte[]> marks)
    {
        if (host.Database.Kind == DatabaseKind.Sqlite)
        {
            var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(host.Database.Connection).DataSource;
            var bytes = new List<byte[]>();
            foreach (var part in new[] { file, file + "-wal" }.Where(File.Exists))
            {
                await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var read = new byte[stream.Length];
                await stream.ReadExactlyAsync(read, Cancel);
                bytes.Add(read);
            }

            return [.. marks.Where(mark => bytes.Exists(part => part.AsSpan().IndexOf(mark.Value) >= 0)).Select(mark => mark.Key)];
        }

        await using var connection = new Npgsql.NpgsqlConnection(host.Database.Connection);
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SET xmlbinary = hex; SELECT string_agg(query_to_xml('SELECT * FROM ' || quote_ident(tablename), true, false, '')::text, '') FROM pg_tables WHERE schemaname = 'public'";
        var text = (string)(await command.ExecuteScalarAsync(Cancel))!;
        return [.. marks.Where(mark => text.Contains(Convert.ToHexString(mark.Value), StringComparison.OrdinalIgnoreCase) || text.Contains(Encoding.UTF8.GetString(mark.Value), StringComparison.Ordinal)).Select(mark => mark.Key)];
    }
}
