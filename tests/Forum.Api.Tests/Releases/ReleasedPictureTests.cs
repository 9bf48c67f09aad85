using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Api.Tests.Pictures;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Releases;

public sealed class ReleasedPictureTests
{
    private const string Staff = "Rune Askholt", Coordinator = "Maja Ellekilde", Resident = "Asta Lindvig";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_blurred_copy_is_seen_by_others_once_it_is_released_and_the_picture_itself_never(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (sent, picture) = await Seen(here);
        var before = await Bytes(here, Staff, picture);
        await Propose(here, sent.Number, new(picture, [0, 1, 107]));
        var copy = (await here.Sides(sent.Number)).Pictures.Single();
        Assert.Equal((picture, "0,1,107"), (copy.Id, string.Join(',', copy.Blurred)));
        var blurred = await Copy(here, Staff, copy.Copy!.Value);
        Assert.NotEqual(before, blurred);
        foreach (var name in new[] { Resident, "Henning Krage", "Samira Haddad", "Tove Brink" }) Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Copy(here, name, copy.Copy.Value)));

        await here.Release(sent.Number, (await here.Sides(sent.Number)).Proposal!.Id, null);
        foreach (var name in new[] { Resident, "Yusuf Karaman", "Bodil Frost", "Henning Krage", "Samira Haddad", "Tove Brink", Staff, Coordinator })
        {
            Assert.Equal((null, copy.Copy.Value), ((await here.ReadReleased(name)).Single().Words, (await here.ReadReleased(name)).Single().Pictures.Single()));
            Assert.Equal(blurred, await Copy(here, name, copy.Copy.Value));
        }

        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(Copy(here, "Lea Stougard", copy.Copy.Value)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((ReadReleased use) => use.Picture(here.Elsewhere("Vibeke Juul"), copy.Copy.Value, false, Cancel))));
        // The address of the copy is no way to the picture, and that of the picture none for a resident.
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Copy(here, Resident, picture)));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(Bytes(here, Resident, picture)));
        Assert.Equal(before, await Bytes(here, Staff, picture));
    }

    [Theory, BothDatabases]
    public async Task What_is_taken_back_replaced_or_too_old_is_gone_with_its_file(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (sent, picture) = await Seen(here);
        await Propose(here, sent.Number, new(picture));
        await Propose(here, sent.Number, new(picture, [5]));
        Assert.Equal(4, Files(here));
        await here.Release(sent.Number, (await here.Sides(sent.Number)).Proposal!.Id, null);
        var copy = (await here.ReadReleased(Resident)).Single().Pictures.Single();
        await here.Withdraw(sent.Number);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Copy(here, Resident, copy)));
        Assert.Equal(2, Files(here));

        // A case that is dismissed loses them at night.
        await Propose(here, sent.Number, new(picture, [5]));
        await here.Dismiss(Staff, sent.Number);
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal((2, 0), (Files(here), await here.Db(db => db.ReleasedPictures.CountAsync(Cancel))));
    }

    [Theory, BothDatabases]
    public async Task A_copy_lives_no_longer_than_its_picture(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (sent, picture) = await Seen(here);
        await Propose(here, sent.Number, new(picture, [5]));
        await here.Release(sent.Number, (await here.Sides(sent.Number)).Proposal!.Id, null);
        here.Clock.Advance(TimeSpan.FromDays(91));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Empty(await here.ReadReleased(Resident));
        Assert.Equal(0, Files(here));
    }

    [Fact]
    public async Task A_foreign_picture_an_unknown_field_and_nothing_at_all_are_refused_and_leave_no_file()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var ((sent, picture), (_, another)) = (await Seen(here), await Seen(here));
        foreach (var wrong in new PictureToRelease[] { new(another), new(Guid.NewGuid()), new(picture, [108]), new(picture, [-1]) })
            Assert.Equal(RefusalCode.Invalid, await Refusals.Code(Propose(here, sent.Number, wrong)));
        Assert.Equal(RefusalCode.Invalid, await Refusals.Code(here.Propose(sent.Number, null)));
        var fresh = await here.Report(Neighbourhood.Needles());
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(Propose(here, fresh.Number, new(picture))));
        Assert.Equal(4, Files(here));
    }

    private static int Files(Neighbourhood here) => Directory.GetFiles(here.DataFolder, "*.jpg", SearchOption.AllDirectories).Length;

    private static async Task<(SubmitReportAnswer Sent, Guid Picture)> Seen(Neighbourhood here)
    {
        using var jpeg = new MemoryStream(TestPictures.Jpeg(240, 180), writable: false);
        var picture = await here.Do((AddPicture add) => add.Run(here.Neighbour, jpeg, Cancel));
        var sent = await here.Report(Neighbourhood.Needles() with { Pictures = [picture] });
        await here.Acknowledge(Staff, sent.Number);
        return (sent, picture);
    }

    private static Task<bool> Propose(Neighbourhood here, string number, PictureToRelease picture) =>
        here.Do((ProposeRelease use) => use.Run(here.As(Staff), number, new(null, [picture]), null, Cancel));

    private static Task<byte[]> Bytes(Neighbourhood here, string name, Guid id) => here.Do(async (ReadPicture read) => await All(await read.Run(here.As(name), id, false, Cancel)));

    private static Task<byte[]> Copy(Neighbourhood here, string name, Guid id) => here.Do(async (ReadReleased read) => await All(await read.Picture(here.As(name), id, false, Cancel)));

    private static async Task<byte[]> All(Stream stream)
    {
        await using var _ = stream;
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancel);
        return all.ToArray();
    }
}
