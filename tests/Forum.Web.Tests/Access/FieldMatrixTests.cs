using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>
/// One case with a mark in every field, and all that each of seventeen people can read: every page, every answer of the interface, the link's own pages,
/// and what is heard live from the first event on. The table says who finds which mark.
/// </summary>
public sealed class FieldMatrixTests
{
    private const string Partners = "staff, crew, coordinator", Holder = "holder of the link";
    private const string Readers = "resident, neighbour rep, committee, municipality, partner, " + Partners;

    // The field of CaseFields, its mark, and who finds it; nobody else does.
    private static readonly (string Field, string Mark, string Who)[] Table =
    [
        ("Number", "{number}", $"{Partners}, police, overseer, {Holder}"),
        ("House", "Mejsevænget 77", $"{Partners}, police, {Holder}"),
        ("Point", "55.69771", $"{Partners}, police, {Holder}"),
        ("Detail", "MARKDETALJE", $"{Partners}, {Holder}"),
        ("Words", "MARKORD", $"{Partners}, {Holder}"),
        ("Words", "MARKTILFOEJET", $"{Partners}, {Holder}"),
        ("Phone", "95 77 66 55", Holder),
        ("Email", "markeret@lindvig.example", Holder),
        ("Answer", "MARKSVAR", $"{Partners}, {Holder}"),
        ("Access", "MARKADGANG", $"{Partners}, {Holder}"),
        ("CrewNote", "MARKNOTE", Partners),
        ("Picture", "picture {id}", Partners),
        ("Proposed", "MARKFORSLAG", "staff, coordinator"),
        ("Released", "MARKFRIGIVET", Readers),
        ("Released", "picture {copy}", Readers),
    ];

    private static readonly SubmitReportRequest Marked = Neighbourhood.Needles() with
    {
        Place = new() { Written = "Mejsevænget 77", Detail = "MARKDETALJE", Lat = 55.69771, Lon = 12.53041, Accuracy = 5 },
        Words = "MARKORD", Access = "MARKADGANG", Phone = "95 77 66 55", Email = "markeret@lindvig.example",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Each_field_of_a_case_is_found_by_those_whom_the_table_names_and_by_nobody_else(DatabaseKind kind)
    {
        await using var stage = await Stage.Set(kind, Marked);
        await stage.TellEverything("MARKTILFOEJET", "MARKSVAR", "MARKNOTE", "MARKFORSLAG", "MARKFRIGIVET");
        var (rows, wrong) = (0, new List<string>());
        foreach (var who in stage.Cast)
        {
            var (read, heard) = (await stage.Read(who), await Heard(stage, who));
            foreach (var (field, mark, expected) in Table)
            {
                var wanted = mark.Replace("{number}", stage.Standing.Number, StringComparison.Ordinal);
                wanted = wanted.Replace("{id}", stage.Own("id"), StringComparison.Ordinal).Replace("{copy}", stage.Own("copy"), StringComparison.Ordinal);
                var may = expected.Split(", ").Contains(who.Name);
                if (read.Contains(wanted, StringComparison.Ordinal) != may) wrong.Add($"{field} ({mark}): {who.Name} {(may ? "does not find it" : "finds it")}");
                // Over the live connection goes no more than the number, and to the overseer nothing: the audit log is read, not heard.
                if (heard.Contains(wanted, StringComparison.Ordinal) != (may && field == "Number" && who.Role is not Role.Overseer)) wrong.Add($"{field} ({mark}): {who.Name}, live: {(may ? "is not told" : "is told")}");
                rows += 2;
            }
        }

        Rule.Holds("The program and the table differ.", wrong);
        Assert.True(rows >= 150, $"{rows} rows");
    }

    [Fact]
    public void What_the_program_says_of_itself_is_this_table()
    {
        var said = CaseFields.All.Where(field => field.Name != "Coarse").Select(field => $"{field.Name}: {string.Join(", ", field.Roles.Select(Word).Concat(field.Holder ? [Holder] : []).Order(StringComparer.Ordinal))}{(field.Everybody ? " and everybody" : "")}");
        Assert.Equal(Table.Select(row => $"{row.Field}: {string.Join(", ", row.Who.Split(", ").Order(StringComparer.Ordinal))}").Distinct().Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    private static string Word(Role role) => role == Role.NeighbourRep ? "neighbour rep" : role.ToString().ToLowerInvariant();

    private static async Task<string> Heard(Stage stage, Somebody who)
    {
        await using var hub = stage.Host.Hub(who.Cookies);
        await hub.StartAsync(Cancel);
        var isHolder = who is { Secret: not null };
        var (method, what) = isHolder ? ("WatchCase", who.Secret!) : ("WatchForum", "nordvest");
        var kind = isHolder ? ReaderKind.Of((await stage.Here.Do((FindCase find) => find.BySecret(who.Secret!, "", Cancel)))!)
            : new ReaderKind(stage.Here.Forum.Forum.Id, who.Role is { } role ? Audiences.Of(role) : Audience.Public, null);
        var answer = await hub.InvokeAsync<JsonElement>(method, what, stage.Host.Services.GetRequiredService<LiveCursor>().Protect(kind, 0), Cancel);
        Assert.False(answer.GetProperty("reload").GetBoolean());
        return answer.ToString();
    }
}
