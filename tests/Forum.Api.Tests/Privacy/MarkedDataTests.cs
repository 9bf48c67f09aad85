using System.Text;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Releases;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

public sealed class MarkedDataTests
{
    private const string Cpr = "310290-0000";
    private static readonly string[] CprSpellings = [Cpr, "3102900000", "310290 0000"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_CPR_number_is_masked_in_every_field_and_stands_nowhere(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var cpr in CprSpellings)
        {
            var sent = await here.Report(Neighbourhood.Needles() with { Words = $"jeg er {cpr}", Access = $"kode {cpr}", Place = new() { Written = $"Ørnevej 6 {cpr}", Detail = $"hos {cpr}" } }, key: cpr);
            Assert.True(sent.CprMasked);
            await TellEverything(here, sent, cpr);
            var view = await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, Cancel));
            foreach (var text in new[] { view.Words, view.Access, view.Detail, view.Place }.Concat(view.Timeline.Select(line => line.Words)).OfType<string>())
                Assert.DoesNotContain("0000", text, StringComparison.Ordinal);
            Assert.Equal(5, view.Timeline.Count(line => line.Words is not null));
        }

        Assert.Equal([], await Found(here, CprSpellings));
    }

    [Theory, BothDatabases]
    public async Task What_a_reporter_tells_stands_in_clear_in_no_byte_of_the_database_and_no_line_of_the_log(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with
        {
            Words = "MARKOERD", Access = "MARKADGANG", Phone = "95 12 34 56", Email = "markeret@asta.example", Place = new() { Written = "Ørnevej 6 MARKSTED", Detail = "MARKDETALJE", Lat = 55.70011, Lon = 12.52999, Accuracy = 5 },
        }, key: "MARKKEY");
        await TellEverything(here, sent, "MARKNOTE");
        Assert.Equal([], await Found(here, ["MARKOERD", "MARKADGANG", "95123456", "95 12 34 56", "markeret@asta", "MARKSTED", "MARKDETALJE", "55.70011", "MARKNOTE", "MARKKEY", sent.Secret]));
        Assert.Equal([sent.Number], await Found(here, [sent.Number]));
    }

    private static async Task TellEverything(Neighbourhood here, SubmitReportAnswer sent, string mark)
    {
        var (rune, tove, holder) = (here.As("Rune Askholt"), here.As("Tove Brink"), await here.Holder(sent));
        await here.Do((HandBackPickup back) => back.Run(tove, sent.Number, $"syg {mark}", null, Cancel));
        await here.Do((ConfirmCollected confirm) => confirm.Run(here.As("Ida Falkentoft"), sent.Number, new(3, $"hos {mark}"), null, Cancel));
        await here.Do((AddToReport add) => add.Run(holder, $"tak {mark}", $"a{mark}", Cancel));
        await here.Do((AnswerReport answer) => answer.Run(rune, sent.Number, new($"hej {mark}"), null, Cancel));
        await here.Do((ReopenReport reopen) => reopen.Run(holder, $"igen {mark}", null, Cancel));
        await here.Released(sent.Number, $"frigivet {mark}");
        await here.Propose(sent.Number, $"foreslået {mark}");
    }

    private static async Task<IReadOnlyList<string>> Found(Neighbourhood here, IReadOnlyList<string> marks)
    {
        var everything = new StringBuilder(string.Join('\n', here.Log.All));
        if (here.Database.Kind == DatabaseKind.Sqlite)
        {
            var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(here.Database.Connection).DataSource;
            Assert.True(File.Exists(file + "-wal"));
            foreach (var part in Directory.GetFiles(Path.GetDirectoryName(file)!))
            {
                await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                everything.Append(await reader.ReadToEndAsync(Cancel));
            }
        }
        else
        {
            // bytea prints as hex, so the marks are looked for as hex, too.
            await using var connection = new Npgsql.NpgsqlConnection(here.Database.Connection);
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "SET xmlbinary = hex; SELECT string_agg(query_to_xml('SELECT * FROM ' || quote_ident(tablename), true, false, '')::text, '') FROM pg_tables WHERE schemaname = 'public'";
            everything.Append(await command.ExecuteScalarAsync(Cancel));
        }

        var text = everything.ToString();
        return [.. marks.Where(mark => text.Contains(mark, StringComparison.Ordinal) || text.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(mark)), StringComparison.OrdinalIgnoreCase))];
    }
}
