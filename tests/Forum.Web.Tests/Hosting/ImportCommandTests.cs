using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Commands;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>Streets, places and teams from the operator's files: whole or not at all.</summary>
public sealed class ImportCommandTests : IAsyncLifetime
{
    private static readonly string[] Settings = [.. TestKeys.Arguments, "--Sms:Provider=None", "--PublicUrl=https://forum.example"];
    private readonly string folder = ProcessFolder.Fresh("import");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Run("found", Path.Combine(Shape.Files.Root, "Forum.Web", "Commands", "forum.example.json"), "--coordinator=Inge Skov", "--phone=95 20 00 77");

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Streets_come_from_a_table_and_what_is_known_is_changed()
    {
        var said = await Import("streets", "streets.csv", "\uFEFFname;line;otherSpellings;numbers\r\nSkovgade;\"55.7,12.51;55.704,12.53\";Skovgd.;\r\n\r\n\"Store \"\"Skov\"\"vej\";\"55.7,12.5;55.7,12.6\";;\"6=55.7,12.51\"\r\n");
        Assert.Contains("1 streets added, 1 changed", said, StringComparison.Ordinal);
        var streets = (await Forum()).Streets.ToDictionary(street => street.Name);
        Assert.Equal(2, streets.Count);
        Assert.Equal("55.7,12.51;55.704,12.53", streets["Skovgade"].Line);
        Assert.Equal(new GeoPoint(55.7, 12.51), streets["Store \"Skov\"vej"].NumberPoint("6"));
    }

    [Fact]
    public async Task Streets_and_places_come_from_GeoJSON()
    {
        await Import("streets", "streets.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Birkevej"},"geometry":{"type":"LineString","coordinates":[[12.51,55.7],[12.52,55.71]]}}]}""");
        await Import("places", "places.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"school","name":"Skolen"},"geometry":{"type":"Point","coordinates":[12.515,55.701]}}]}""");
        var forum = await Forum();
        Assert.Equal("55.7,12.51;55.71,12.52", forum.Streets.Single(street => street.Name == "Birkevej").Line);
        Assert.Equal((PlaceKind.School, 55.701, 12.515), forum.Places.Where(place => place.Name == "Skolen").Select(place => (place.Kind, place.Lat, place.Lon)).Single());
        Assert.Contains("0 places added, 1 changed", await Import("places", "again.csv", "kind,name,lat,lon\nSchool,Skolen,55.702,12.516\n"), StringComparison.Ordinal);
        Assert.Equal(55.702, (await Forum()).Places.Single(place => place.Name == "Skolen").Lat);
    }

    [Fact]
    public async Task Teams_are_added_and_changed_and_keep_their_members_and_rules()
    {
        var before = (await Forum()).Teams.Single(team => team.Name == "Herberget").Id;
        Assert.Contains("1 teams added, 1 changed", await Import("teams", "teams.csv", "name;hours;receives;fetches\nHerberget;altid;ja;ja\nVærestedet;;nej;\n"), StringComparison.Ordinal);
        var teams = (await Forum()).Teams;
        Assert.Equal((before, "altid", true), teams.Where(team => team.Name == "Herberget").Select(team => (team.Id, team.Hours, team.Fetches)).Single());
        Assert.Contains(teams, team => team is { Name: "Værestedet", Receives: false });
    }

    [Fact]
    public async Task One_wrong_row_brings_nothing_in_and_every_wrong_row_is_named()
    {
        var refused = await Refused("streets", "wrong.csv", "name;line\nBirkevej;\"55.7,12.51;55.71,12.52\"\nAskevej;\"her og der\"\n;\"55.7,12.51;55.71,12.52\"\n\"Ege\nvej\";\"55.7,12.51;55.71,12.52\"\nBirkevej;\"55.7,12.51;55.71,12.52\"\n");
        Assert.Contains("line 3: line is no course", refused, StringComparison.Ordinal);
        Assert.Contains("line 4: name is missing", refused, StringComparison.Ordinal);
        Assert.Contains("line 7: Birkevej stands in line 2 already", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("line 5", refused, StringComparison.Ordinal);
        Assert.Contains("feature 1: kind is none of", await Refused("places", "wrong.geojson", """{"features":[{"properties":{"kind":"Kiosk","name":"Kiosken"},"geometry":{"type":"Point","coordinates":[12.5,55.7]}}]}"""), StringComparison.Ordinal);
        Assert.Contains("line 2: fetches is neither ja nor nej", await Refused("teams", "wrong.csv", "name;fetches\nHolde;måske\n"), StringComparison.Ordinal);
        Assert.Contains("neither CSV nor GeoJSON", await Refused("places", "broken.geojson", "{"), StringComparison.Ordinal);
        Assert.Single((await Forum()).Streets);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        Assert.Contains("1 streets could be read; nothing was changed", await Import("streets", "streets.csv", "name;line\nBirkevej;\"55.7,12.51;55.71,12.52\"\n", "--dry-run"), StringComparison.Ordinal);
        Assert.Single((await Forum()).Streets);
    }

    private async Task<string> Import(string what, string name, string text, params string[] more)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text, Cancel);
        return await Run(["import", what, "skovkvarteret", path, .. more]);
    }

    private async Task<string> Refused(string what, string name, string text) => (await Assert.ThrowsAsync<CannotStart>(() => Import(what, name, text))).Message;

    private Microsoft.AspNetCore.Builder.WebApplication Program(params string[] args) => ForumProgram.Build(
        ["--applicationName=Forum.Web", "--environment=Production", .. OperatorCommands.Settings(args), $"--Data:Folder={folder}", .. Settings], builder => builder.Logging.ClearProviders());

    private async Task<string> Run(params string[] args)
    {
        await using var program = Program(args);
        await using var said = new StringWriter();
        await OperatorCommands.Run(program, args, said, Cancel);
        return said.ToString();
    }

    private async Task<ForumSettings> Forum()
    {
        await using var program = Program();
        await using var scope = program.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ReadForum>().BySlug("skovkvarteret", Cancel))!;
    }
}
