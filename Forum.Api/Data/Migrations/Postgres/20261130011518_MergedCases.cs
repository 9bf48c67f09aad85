using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MergedCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MergedAt",
                table: "Reports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "Reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OwnAudience",
                table: "Reports",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OwnOutsiders",
                table: "Reports",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reports_MergedIntoId",
                table: "Reports",
                column: "MergedIntoId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reports_MergedIntoId",
                table: "Reports");

            migrationBuilder.DropColumn(
                name: "MergedAt",
                table: "Reports");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Reports");

            migrationBuilder.DropColumn(
                name: "OwnAudience",
                table: "Reports");

            migrationBuilder.DropColumn(
                name: "OwnOutsiders",
                table: "Reports");
        }
    }
}
